import type { Permission } from '@brokersync/schema/permissions'
import type { KeyOwner, Keys, Sealer } from '../keys/keys'
import type { Place } from '../keys/sealed'
import type { AuditRow } from '../postgres/commit'

/** One field of a record before and after a change; null where there was, or is, nothing. */
export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

/** What a new record was made with: before it there was nothing, and of what it has not there is nothing to tell. */
export const madeWith = (fields: object): FieldChange[] =>
  Object.entries(fields).flatMap(([field, after]: [string, unknown]) => (after === null || after === undefined ? [] : [{ field, before: null, after }]))

/** A field's change as it is kept, with the permission that whoever reads it needs: to anyone else it is a fingerprint. */
export interface KeptChange extends FieldChange {
  needs: Permission
}

declare const sealed: unique symbol

/** Sealed JSON of {@link KeptChange}s, made by {@link sealChanges} alone, so that the audit trail can open all of them. */
export type SealedChanges = Buffer & { readonly [sealed]: true }

/** What a row of the audit is about. */
export interface AuditSubject {
  type: string
  id: string
}

/** Where the changes of a subject are bound to; the same for all modules. */
export const placeOfChanges = ({ type, id }: AuditSubject): Place => ({ kind: 'audit', field: 'changes', record: `${type} ${id}` })

/**
 * Seals what changed of a subject, for its row in the audit.
 * @param of.owner whose key: the client's, of the class of what changed, so that it goes when that goes.
 * @param of.needs the permission that reading the values needs, for all fields or by field.
 */
export function sealChanges(
  sealer: Sealer,
  of: { owner: KeyOwner; subject: AuditSubject; needs: Permission | ((field: string) => Permission) },
  changes: readonly FieldChange[],
): SealedChanges {
  const needs = of.needs
  const kept = changes.map((change): KeptChange => ({ ...change, needs: typeof needs === 'string' ? needs : needs(change.field) }))
  return sealer.seal(of.owner, placeOfChanges(of.subject), kept) as SealedChanges
}

/** The audit's row of a deed on a record, what it changed sealed under the key that `owner` names. */
export async function rowOfChange(
  keys: Keys,
  { action, owner, subject, clientIds = [], needs }: { action: string; owner: KeyOwner; subject: AuditSubject; clientIds?: readonly string[]; needs: Permission },
  changes: readonly FieldChange[],
): Promise<AuditRow> {
  return { action, subject, clientIds, changes: sealChanges(await keys.sealerFor([owner]), { owner, subject, needs }, changes) }
}
