import type { EventId, UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { rowOfChange, type FieldChange } from '../../../platform/audit/changes'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { AuditRow, NewEvent } from '../../../platform/postgres/commit'

/** What is kept of each kind besides its reason. */
type Kind = 'grant' | 'loan' | 'wall' | 'roles'

const ownerOf = (kind: Kind, id: string) => ({ id, class: kind })
const placeOf = (kind: Kind, id: string, field: 'reason') => ({ kind, field, record: id })

/** Seals why something was made, and what changed by it, for the audit. */
export async function sealReason(keys: Keys, kind: Kind, { id, reason }: { id: string; reason: string }): Promise<Buffer> {
  const sealer = await keys.sealerFor([ownerOf(kind, id)])
  return sealer.seal(ownerOf(kind, id), placeOf(kind, id, 'reason'), reason)
}

/** What a statement gives of what is kept, its reason still sealed. */
export type Sealed<Kept extends { reason: string }> = { [Field in keyof Kept]: Field extends 'reason' ? Buffer : Kept[Field] } & { id: string; reason: Buffer }

/** Rows with their reasons opened; one whose key was destroyed has none. */
export async function withReasons<Kept extends { id: string; reason: string }>(keys: Keys, kind: Kind, rows: readonly Sealed<Kept>[]): Promise<Kept[]> {
  const opened = await keys.open(rows.map(({ id, reason }) => ({ value: reason, place: placeOf(kind, id, 'reason') })))
  // The same row, but for its reason.
  return rows.map((row, index) => ({ ...row, reason: typeof opened[index] === 'string' ? opened[index] : '' }) as unknown as Kept)
}

const needs = { grant: 'clients:grant', loan: 'loans:read', wall: 'walls:read', roles: 'roles:read' } as const satisfies Record<Kind, Permission>

/** The audit row of what changed of one of them. */
export function auditRow(keys: Keys, kind: Kind, given: { action: string; type: string; id: string; clientIds?: readonly string[]; changes: readonly FieldChange[] }): Promise<AuditRow> {
  const { action, type, id, clientIds = [], changes } = given
  return rowOfChange(keys, { action, owner: ownerOf(kind, id), subject: { type, id }, clientIds, needs: needs[kind] }, changes)
}

/** Tells every process whose reach is no more what it was; null: anybody's. */
export const accessChanged = (kind: Kind | 'team', subject: string, userIds: readonly UserId[] | null): NewEvent => ({
  id: uuidv7<EventId>(), type: 'access.changed', subject, version: 1, at: new Date(), data: { kind, userIds },
})
