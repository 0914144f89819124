import { isUuid, type ClientId, type EventId, type ProductionId, type UserId } from '@brokersync/schema/ids'
import { madeWith, rowOfChange, type FieldChange } from '../../../platform/audit/changes'
import { uuidv7 } from '../../../platform/ids'
import { everything, type Reach } from '../../../platform/directory/reach'
import { directoryColumns, reachValues, reachWidth, withinReach } from '../../../platform/directory/reach-sql'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Claim, NewEvent, Origin, Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import { handedOutOwner, type RecordsAsked } from '../../../platform/privacy/hand-out-when-asked'
import { clientsInPart, type Production } from '../production'

type Row = Omit<Production, 'of' | 'reason'> & { clientId: ClientId | null; userId: UserId | null; team: string | null; reason: Buffer } & Record<string, unknown>

const columns = `p.id, p.client_id AS "clientId", p.user_id AS "userId", p.team, p.from_at AS "from", p.to_at AS "to", p.reason, p.requested_by AS "requestedBy", p.requested_at AS "requestedAt", p.people,
  p.whole_ids AS "wholeIds", p.partly_ids AS "partlyIds", p.parts, p.finished_at AS "finishedAt", p.records, p.audit_entries AS "auditEntries", encode(p.manifest_hash, 'hex') AS "manifestHash", p.dropped_at AS "droppedAt", p.form`

/** Of a client that is reached; a broker's and a desk's to whom every client is open: one that leaves out what is behind a wall would pass for whole. */
const seen = `LEFT JOIN compliance.directory_client d ON d.client_id = p.client_id
  WHERE CASE WHEN p.client_id IS NULL THEN $${reachWidth + 1}::boolean ELSE d.client_id IS NOT NULL AND ${withinReach(directoryColumns)} END`
const seenValues = (reach: Reach): unknown[] => [...reachValues(reach), everything(reach)]
const afterSeen = reachWidth + 2

const names = '(whole_ids @> ARRAY[$1::uuid] OR partly_ids @> ARRAY[$1::uuid])'
const placeOf = (id: string) => ({ kind: 'production', field: 'reason', record: id })
const ofOf = ({ clientId, userId, team }: Row): Production['of'] => {
  if (clientId !== null) return { clientId }
  return userId === null ? { team: team ?? '' } : { userId }
}

/** What is asked of all modules, a part at a time: first the clients of which everything is wanted. */
function asksModules({ id, wholeIds, partlyIds, people, from, to, requestedAt, parts }: Production): NewEvent[] {
  return Array.from({ length: parts }, (_, index) => {
    const [start, end] = [index * clientsInPart, (index + 1) * clientsInPart]
    const asked: RecordsAsked = {
      requestId: id, part: index + 1, clients: wholeIds.slice(start, end), people, from: from.toISOString(), to: to.toISOString(), handedTo: 'AUTHORITY',
      partly: partlyIds.slice(Math.max(0, start - wholeIds.length), Math.max(0, end - wholeIds.length)),
    }
    return { id: uuidv7<EventId>(), type: 'records.requested', subject: id, version: index + 1, at: requestedAt, data: { ...asked } }
  })
}

export type ProductionStore = ReturnType<typeof createProductionStore>

/** Productions of records for regulators. */
export function createProductionStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }) {
  const read = async (rest: string, values: readonly unknown[] = []): Promise<Production[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM compliance.production p ${rest}`, values)
    const reasons = await keys.open(rows.map(({ id, reason }) => ({ value: reason, place: placeOf(id) })))
    return rows.map((row, index) => {
      const { clientId: _, userId: _user, team: _team, ...rest } = row
      // The same row, but for its reason and whose it is; a reason goes with the files.
      return { ...rest, of: ofOf(row), reason: String(reasons[index] ?? '') } as unknown as Production
    })
  }
  /** Under a key of its own: what was asked for stays on record when the files and their key are gone. */
  const audited = (action: string, id: string, clientIds: readonly ClientId[], changes: readonly FieldChange[]) =>
    rowOfChange(keys, { action, owner: { id, class: 'production' }, subject: { type: 'Production', id }, clientIds, needs: 'privacy:export' }, changes)
  return {
    seen: async (reach: Reach, id: string) => (isUuid(id) ? ((await read(`${seen} AND p.id = $${afterSeen}`, [...seenValues(reach), id]))[0] ?? null) : null),
    /** Newest first. */
    page: (reach: Reach, { first, before }: { first: number; before: string | null }) =>
      read(`${seen} AND ($${afterSeen}::uuid IS NULL OR p.id < $${afterSeen}) ORDER BY p.id DESC LIMIT $${afterSeen + 1}`, [...seenValues(reach), before, first]),

    async add(production: Production, { claims, origin }: { claims: readonly Claim[]; origin: Origin }): Promise<void> {
      const { id, of, from, to, reason, requestedBy, requestedAt, people, wholeIds, partlyIds, parts, form } = production
      const owner = handedOutOwner(id)
      const sealed = (await keys.sealerFor([owner])).seal(owner, placeOf(id), reason)
      const write: Write = {
        sql: `INSERT INTO compliance.production (id, client_id, user_id, team, from_at, to_at, reason, requested_by, requested_at, people, whole_ids, partly_ids, parts, form)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING 1`,
        values: [
          id, 'clientId' in of ? of.clientId : null, 'userId' in of ? of.userId : null, 'team' in of ? of.team : null, from, to, sealed, requestedBy, requestedAt, people, wholeIds, partlyIds, parts, form,
        ],
      }
      await commit({ writes: [write], events: asksModules(production), audit: [await audited('produceRecords', id, wholeIds, madeWith({ ...of, from, to }))], claims }, origin, 'logged')
    },

    /** Those of which these modules have answered for every part. */
    answered: (modules: readonly string[]) =>
      read(
        `WHERE finished_at IS NULL AND dropped_at IS NULL AND (SELECT count(*) FROM compliance.module_answer a WHERE a.request_id = p.id AND a.module = ANY ($1)) = $2 * p.parts ORDER BY id LIMIT 5`,
        [modules, modules.length],
      ),
    async finish(production: Production, { auditEntries, manifestHash }: { auditEntries: number; manifestHash: Buffer }): Promise<void> {
      const write: Write = {
        sql: `UPDATE compliance.production p SET finished_at = now(), audit_entries = $2, manifest_hash = $3,
                records = (SELECT coalesce(jsonb_object_agg(module, kinds), '{}') FROM (
                  SELECT module, jsonb_object_agg(kind, count) AS kinds FROM (
                    SELECT module, kind, sum(count::int)::int AS count FROM compliance.module_answer a, jsonb_each_text(a.counts) AS c(kind, count) WHERE a.request_id = p.id GROUP BY module, kind
                  ) AS counted GROUP BY module) AS by_module)
              WHERE id = $1 AND finished_at IS NULL AND dropped_at IS NULL RETURNING 1`,
        values: [production.id, auditEntries, manifestHash],
        expect: 1,
        what: 'production',
      }
      const event = { id: uuidv7<EventId>(), type: 'records.produced', subject: production.id, version: 1, at: new Date(), data: { manifestSha256: manifestHash.toString('hex') } }
      const origin: Origin = { actorId: null, credential: 'system', requestId: `production ${production.id}` }
      await commit({ writes: [write], events: [event], audit: [await audited('records.produced', production.id, [], madeWith({ auditEntries, manifestSha256: manifestHash.toString('hex') }))] }, origin)
    },
    /** Those whose files have been there for thirty days. */
    old: () => read(`WHERE finished_at < now() - interval '30 days' AND dropped_at IS NULL LIMIT 5`),
    /** Those whose files hold anything of a client. */
    heldOf: (clientId: ClientId) => read(`WHERE dropped_at IS NULL AND ${names}`, [clientId]),
    /** Those that were asked for with a client among them, whether their files are still there or not; newest first. */
    naming: (clientId: ClientId) => read(`WHERE ${names} ORDER BY id DESC`, [clientId]),
    async drop(id: ProductionId): Promise<void> {
      await database.query('UPDATE compliance.production SET dropped_at = now() WHERE id = $1', [id])
    },

    /** Whose a client was, and since when; the last first. */
    ownersOf: (clientId: ClientId) =>
      database.query<{ ownerId: UserId | null; since: Date }>('SELECT owner_id AS "ownerId", since FROM compliance.client_owner WHERE client_id = $1 ORDER BY version DESC', [clientId]),
    /** Clients that were these people's at any moment of a span. */
    ownedBy: async (people: readonly UserId[], { from, to }: { from: Date; to: Date }): Promise<ClientId[]> => {
      const rows = await database.query<{ id: ClientId }>(
        `SELECT DISTINCT client_id AS id FROM (
           SELECT client_id, owner_id, since, lead(since, 1, 'infinity') OVER (PARTITION BY client_id ORDER BY version) AS until
           FROM compliance.client_owner WHERE client_id IN (SELECT client_id FROM compliance.client_owner WHERE owner_id = ANY ($1::uuid[]))
         ) AS owned WHERE owner_id = ANY ($1::uuid[]) AND since < $3 AND until > $2`,
        [people, from, to],
      )
      return rows.map(({ id }) => id)
    },
    /** Clients of whom these people have ever recorded or changed anything. */
    changedBy: async (people: readonly UserId[]): Promise<ClientId[]> => {
      const rows = await database.query<{ id: ClientId }>(
        `SELECT DISTINCT c.client_id AS id FROM compliance.audit_entry e JOIN compliance.audit_client c ON c.number = e.number WHERE e.actor_id = ANY ($1::uuid[]) AND e.reads IS NULL`,
        [people],
      )
      return rows.map(({ id }) => id)
    },
    teamOf: (team: string) => database.query<{ id: UserId }>('SELECT user_id AS id FROM compliance.directory_user WHERE team = $1', [team]),
    isUser: async (id: string) => isUuid(id) && (await database.query('SELECT FROM compliance.directory_user WHERE user_id = $1', [id])).length > 0,
  }
}
