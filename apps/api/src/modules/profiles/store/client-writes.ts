import type { EventId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { sealChanges, type FieldChange, type SealedChanges } from '../../../platform/audit/changes'
import { uuidv7 } from '../../../platform/ids'
import type { Keys, Sealer } from '../../../platform/keys/keys'
import type { Commit, NewEvent, Write } from '../../../platform/postgres/commit'
import { differences } from '../client'
import { sortName, wordsOf } from '../client-names'
import type { ClientChange } from './client.store'
import { identityOwner, marks, marksOf, sealIdentity, sealSensitive } from './client-rows'

const codesOf = ({ after }: ClientChange): string =>
  JSON.stringify({ communicationPreferences: after.communicationPreferences, tradingPreferences: after.tradingPreferences, risk: after.risk })

const tagMarks = (keys: Keys, { after }: ClientChange): string => `{${after.tags.map((tag) => `"\\\\x${marks.tag(keys, tag).toString('hex')}"`).join(',')}}`

function insertClients(changes: readonly ClientChange[], keys: Keys, sealer: Sealer): Write {
  const of = <T>(value: (change: ClientChange) => T) => changes.map(value)
  return {
    sql: `INSERT INTO profiles.client (id, reference, kind, status, lifecycle_stage, owner_id, version, created_at, updated_at, codes, tag_marks, identity, sensitive)
      SELECT id, reference, kind, status, stage, owner, 1, at, at, codes, tags::bytea[], identity, sensitive
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[], $8::jsonb[], $9::text[], $10::bytea[], $11::bytea[])
        AS c(id, reference, kind, status, stage, owner, at, codes, tags, identity, sensitive) RETURNING 1`,
    values: [
      of(({ after }) => after.id), of(({ after }) => after.reference), of(({ after }) => after.kind), of(({ after }) => after.status), of(({ after }) => after.lifecycleStage),
      of(({ after }) => after.ownerId), of(({ after }) => after.createdAt), of(codesOf), of((change) => tagMarks(keys, change)),
      of(({ after }) => sealIdentity(sealer, after)), of(({ after, sensitive }) => sealSensitive(sealer, after.id, sensitive?.after ?? null)),
    ],
    expect: changes.length,
    what: 'client',
  }
}

function updateClients(changes: readonly ClientChange[], keys: Keys, sealer: Sealer): Write {
  const of = <T>(value: (change: ClientChange) => T) => changes.map(value)
  return {
    sql: `UPDATE profiles.client AS c SET status = u.status, lifecycle_stage = u.stage, owner_id = u.owner, version = c.version + 1, updated_at = u.at,
        codes = u.codes, tag_marks = u.tags::bytea[], identity = u.identity, sensitive = CASE WHEN u.keeps THEN c.sensitive ELSE u.sensitive END
      FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[], $7::jsonb[], $8::text[], $9::bytea[], $10::bytea[], $11::boolean[])
        AS u(id, version, status, stage, owner, at, codes, tags, identity, sensitive, keeps)
      WHERE c.id = u.id AND c.version = u.version RETURNING 1`,
    values: [
      of(({ after }) => after.id), of(({ after }) => after.version - 1), of(({ after }) => after.status), of(({ after }) => after.lifecycleStage), of(({ after }) => after.ownerId),
      of(({ after }) => after.updatedAt), of(codesOf), of((change) => tagMarks(keys, change)), of(({ after }) => sealIdentity(sealer, after)),
      of(({ after, sensitive }) => sealSensitive(sealer, after.id, sensitive?.after ?? null)), of(({ sensitive }) => sensitive === undefined),
    ],
    expect: changes.length,
    what: 'client',
  }
}

interface Pair {
  id: string
  value: string
}

/** What a set of a client's values loses and gains. */
function gainsAndLosses(changes: readonly ClientChange[], valuesOf: (change: ClientChange, side: 'before' | 'after') => string[]): { gained: Pair[]; lost: Pair[] } {
  const gained: Pair[] = []
  const lost: Pair[] = []
  for (const change of changes) {
    const before = new Set(change.before === null ? [] : valuesOf(change, 'before'))
    const after = new Set(valuesOf(change, 'after'))
    for (const value of after) if (!before.has(value)) gained.push({ id: change.after.id, value })
    for (const value of before) if (!after.has(value)) lost.push({ id: change.after.id, value })
  }
  return { gained, lost }
}

const ids = (pairs: readonly Pair[]) => pairs.map((pair) => pair.id)
const values = (pairs: readonly Pair[]) => pairs.map((pair) => pair.value)

function nameWrites(changes: readonly ClientChange[]): Write[] {
  const renamed = changes.filter(({ before, after }) => before?.displayName !== after.displayName)
  if (renamed.length === 0) return []
  const { gained, lost } = gainsAndLosses(renamed, (change, side) => wordsOf((side === 'before' ? change.before : change.after)?.displayName ?? ''))
  return [
    {
      sql: `INSERT INTO profiles.client_name (client_id, sort_name) SELECT * FROM unnest($1::uuid[], $2::text[])
        ON CONFLICT (client_id) DO UPDATE SET sort_name = excluded.sort_name RETURNING 1`,
      values: [renamed.map(({ after }) => after.id), renamed.map(({ after }) => sortName(after.displayName))],
    },
    {
      sql: `INSERT INTO profiles.client_word (client_id, word) SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING RETURNING 1`,
      values: [ids(gained), values(gained)],
    },
    ...(lost.length === 0
      ? []
      : [{ sql: `DELETE FROM profiles.client_word w USING unnest($1::uuid[], $2::text[]) AS l(id, word) WHERE w.client_id = l.id AND w.word = l.word RETURNING 1`, values: [ids(lost), values(lost)] }]),
  ]
}

function markWrites(changes: readonly ClientChange[], keys: Keys): Write[] {
  const { gained, lost } = gainsAndLosses(changes, (change, side) => {
    const client = side === 'before' ? change.before : change.after
    if (client === null) return []
    return marksOf(keys, client, change.sensitive?.[side] ?? null).map(({ kind, mark }) => `${kind} ${mark.toString('hex')}`)
  })
  const bound = (pairs: readonly Pair[]) => [ids(pairs), values(pairs).map((value) => value.split(' ')[0]), values(pairs).map((value) => Buffer.from(value.split(' ')[1] ?? '', 'hex'))]
  return [
    ...(gained.length === 0 ? [] : [{ sql: `INSERT INTO profiles.client_mark (client_id, kind, mark) SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[]) RETURNING 1`, values: bound(gained) }]),
    ...(lost.length === 0
      ? []
      : [
          { sql: `DELETE FROM profiles.client_mark m USING unnest($1::uuid[], $2::text[], $3::bytea[]) AS l(id, kind, mark) WHERE m.client_id = l.id AND m.kind = l.kind AND m.mark = l.mark RETURNING 1`, values: bound(lost) },
          { sql: `INSERT INTO profiles.former_mark (client_id, kind, mark) SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[]) ON CONFLICT DO NOTHING RETURNING 1`, values: bound(lost) },
        ]),
  ]
}

/** A client's event says in clear whose it is and its codes; of what is sealed, only keyed fingerprints. */
const eventOf = (type: string, keys: Keys, { before, after }: ClientChange): NewEvent => ({
  id: uuidv7<EventId>(),
  type,
  subject: after.id,
  version: after.version,
  at: after.updatedAt,
  data: {
    reference: after.reference,
    ownerId: after.ownerId,
    previousOwnerId: before?.ownerId ?? null,
    status: after.status,
    kind: after.kind,
    lifecycleStage: after.lifecycleStage,
    communicationPreferences: after.communicationPreferences,
    tradingPreferences: after.tradingPreferences,
    risk: after.risk,
    countries: [...new Set(after.contact.addresses.map((address) => address.country))],
    tags: after.tags.map((tag) => marks.tag(keys, tag).toString('base64')),
    references: after.externalReferences.map((reference) => ({ source: reference.source, hash: marks.reference(keys, reference).toString('base64') })),
  },
})

// Who may not read a field of a client does not read its changes either.
const neededFor: Readonly<Record<string, Permission>> = {
  contact: 'clients:contact', communicationPreferences: 'clients:preferences', tradingPreferences: 'clients:preferences', risk: 'clients:risk', goals: 'clients:goals',
  taxId: 'clients:sensitive', dateOfBirth: 'clients:sensitive', identityDocument: 'clients:sensitive', restriction: 'privacy:read',
}

function auditChanges(sealer: Sealer, { before, after, sensitive, restriction, reason }: ClientChange): SealedChanges {
  const fields: FieldChange[] = [
    ...differences(before, after),
    ...(sensitive === undefined ? [] : differences(sensitive.before, sensitive.after ?? {})),
    ...(restriction === undefined ? [] : [{ field: 'restriction', ...restriction }]),
    ...(reason === undefined ? [] : [{ field: 'reason', before: null, after: reason }]),
  ]
  const of = { owner: identityOwner(after.id), subject: { type: 'Client', id: after.id }, needs: (field: string) => neededFor[field] ?? 'clients:read' as const }
  return sealChanges(sealer, of, fields)
}

/** The whole unit of work of changes of clients, but for claims. */
export async function prepareChanges(keys: Keys, changes: readonly ClientChange[], kind: { event: string; action: string }): Promise<Commit> {
  const sealer = await keys.sealerFor(changes.map(({ after }) => identityOwner(after.id)))
  const fresh = changes.filter(({ before }) => before === null)
  const existing = changes.filter(({ before }) => before !== null)
  return {
    writes: [
      ...(fresh.length === 0 ? [] : [insertClients(fresh, keys, sealer)]),
      ...(existing.length === 0 ? [] : [updateClients(existing, keys, sealer)]),
      ...nameWrites(changes),
      ...markWrites(changes, keys),
    ],
    events: changes.map((change) => eventOf(kind.event, keys, change)),
    audit: changes.map((change) => ({ action: kind.action, subject: { type: 'Client', id: change.after.id }, clientIds: [change.after.id], changes: auditChanges(sealer, change) })),
  }
}
