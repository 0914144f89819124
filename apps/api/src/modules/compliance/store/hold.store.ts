import { isUuid, type ClientId, type HoldId } from '@brokersync/schema/ids'
import type { Admission } from '../../../platform/approvals/approvals'
import { madeWith, rowOfChange, type FieldChange } from '../../../platform/audit/changes'
import type { Reach } from '../../../platform/directory/reach'
import { directoryColumns, reachValues, withinReach } from '../../../platform/directory/reach-sql'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Claim, Origin, Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { ClientHold } from '../data-subject-request'

type Row = Omit<ClientHold, 'reason' | 'releaseReason'> & { reason: Buffer; releaseReason: Buffer | null } & Record<string, unknown>

const columns = `h.id, h.client_id AS "clientId", h.from_at AS "from", h.to_at AS "to", h.reason, h.placed_by AS "placedBy", h.placed_at AS "placedAt", h.released_by AS "releasedBy", h.released_at AS "releasedAt",
  h.release_reason AS "releaseReason"`
/** Whose key seals a hold's reasons. */
export const ownerOfHold = (id: string) => ({ id, class: 'hold' })
const placeOf = (id: string, field: 'reason' | 'release') => ({ kind: 'hold', field, record: id })

export type HoldStore = ReturnType<typeof createHoldStore>

/** Legal holds on clients. Their reasons have keys of their own: a hold outlives what it held, and once it is released its reasons go with an erased client. */
export function createHoldStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }) {
  const read = async (rest: string, values: readonly unknown[]): Promise<ClientHold[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM compliance.legal_hold h ${rest}`, values)
    const opened = await keys.open(rows.map(({ id, reason }) => ({ value: reason, place: placeOf(id, 'reason') })))
    const released = rows.filter((row): row is Row & { releaseReason: Buffer } => row.releaseReason !== null)
    const releases = await keys.open(released.map(({ id, releaseReason }) => ({ value: releaseReason, place: placeOf(id, 'release') })))
    const releaseOf = new Map(released.map(({ id }, index) => [id, releases[index] as string | null]))
    // The same row, but for its reasons.
    return rows.map((row, index) => ({ ...row, reason: String(opened[index] ?? ''), releaseReason: releaseOf.get(row.id) ?? null }) as unknown as ClientHold)
  }
  const audited = (action: string, { id, clientId }: ClientHold, changes: readonly FieldChange[]) =>
    rowOfChange(keys, { action, owner: ownerOfHold(id), subject: { type: 'ClientHold', id }, clientIds: [clientId], needs: 'holds:write' }, changes)
  const seal = async (id: string, field: 'reason' | 'release', text: string) => (await keys.sealerFor([ownerOfHold(id)])).seal(ownerOfHold(id), placeOf(id, field), text)
  return {
    byId: async (id: string) => (isUuid(id) ? ((await read('WHERE h.id = $1', [id]))[0] ?? null) : null),
    /** Those that stand on a client. */
    standingOf: (clientId: ClientId) => read('WHERE h.client_id = $1 AND h.released_at IS NULL ORDER BY h.id', [clientId]),
    /** All that there ever were on a client, newest first. */
    ofClient: (clientId: ClientId) => read('WHERE h.client_id = $1 ORDER BY h.id DESC', [clientId]),
    /** Those that stand on any of these clients. */
    standingOfAny: (clientIds: readonly ClientId[]) => read('WHERE h.client_id = ANY ($1::uuid[]) AND h.released_at IS NULL ORDER BY h.id', [clientIds]),
    /** Newest first; of one client within a reach or of all of them, those that stand or all there ever were. */
    list: (reach: Reach, { clientId, standing }: { clientId: string | null; standing: boolean }) =>
      read(
        `JOIN compliance.directory_client d ON d.client_id = h.client_id
         WHERE ${withinReach(directoryColumns, 3)} AND ($1::uuid IS NULL OR h.client_id = $1) AND (NOT $2::boolean OR h.released_at IS NULL) ORDER BY h.id DESC LIMIT 1000`,
        [clientId, standing, ...reachValues(reach)],
      ),
    async place(hold: ClientHold, { claims, origin, turn }: { claims: readonly Claim[]; origin: Origin; turn: Write }): Promise<void> {
      const { id, clientId, from, to, reason, placedBy, placedAt } = hold
      const write: Write = {
        sql: `INSERT INTO compliance.legal_hold (id, client_id, from_at, to_at, reason, placed_by, placed_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING 1`,
        values: [id, clientId, from, to, await seal(id, 'reason', reason), placedBy, placedAt],
      }
      await commit({ writes: [turn, write], audit: [await audited('placeClientHold', hold, madeWith({ state: 'STANDING', from, to, grounds: reason }))], claims }, origin)
    },
    /** The write that ends those of some holds that stand, as nothing of their client is left that they keep: nobody released them, and their reason is gone. */
    end: (ids: readonly HoldId[]): Write => ({ sql: 'UPDATE compliance.legal_hold SET released_at = now() WHERE id = ANY ($1::uuid[]) AND released_at IS NULL RETURNING 1', values: [ids] }),
    /** @throws {ExpectationFailed} where it was released meanwhile. */
    async release(hold: ClientHold, reason: string, { origin, admission, besides }: { origin: Origin; admission: Admission; besides: readonly Write[] }): Promise<void> {
      const write: Write = {
        sql: 'UPDATE compliance.legal_hold SET released_by = $2, released_at = now(), release_reason = $3 WHERE id = $1 AND released_at IS NULL RETURNING 1',
        values: [hold.id, origin.actorId, await seal(hold.id, 'release', reason)],
        expect: 1,
        what: 'hold',
      }
      const audit = [await audited('releaseClientHold', hold, [{ field: 'state', before: 'STANDING', after: 'RELEASED' }, ...madeWith({ groundsOfRelease: reason })])]
      await commit({ writes: [write, ...besides, ...admission.writes], events: admission.events, audit }, origin)
    },
  }
}
