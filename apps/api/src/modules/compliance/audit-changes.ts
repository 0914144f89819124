import type { ClientId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { placeOfChanges, type FieldChange, type KeptChange } from '../../platform/audit/changes'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { covers } from '../../platform/directory/reach'
import type { Directory } from '../../platform/directory/directory'
import type { Keys } from '../../platform/keys/keys'
import type { ChainedEntry } from './audit-chain'

/** A field before and after, as far as whoever asks may read it. */
export interface ShownChange extends FieldChange {
  /** `before` and `after` are keyed fingerprints: equal ones of a field of one record stand for equal values, and tell no more. */
  fingerprinted: boolean
}

/** What an entry's change was; null where its key was destroyed. */
export type ShownChanges = readonly ShownChange[] | null

/** Whether a field that needs a permission may be read, of all of these clients. */
export type MayRead = (needs: Permission, clientIds: readonly ClientId[]) => boolean

/** What an actor may read, by its permissions and whose the clients are now. */
export async function readableBy(actor: Actor, directory: Directory, entries: readonly ChainedEntry[]): Promise<MayRead> {
  const ids = entries.filter(({ changes }) => changes !== null).flatMap(({ clientIds }) => clientIds)
  const known = await directory.find([...new Set(ids)] as ClientId[])
  return (needs, clientIds) => {
    if (!actor.permissions.has(needs)) return false
    const reach = reachOf(actor, needs)
    return clientIds.every((id) => covers(reach, { id, ownerId: known.get(id)?.ownerId ?? null }))
  }
}

/**
 * Opens the changes of entries. A field is shown to who may read that field of that client; to anyone else it is a
 * fingerprint under a key of this installation, by record and field: it tells that a value came back, but nobody can make a record
 * of guesses and compare.
 */
export async function openChanges(keys: Keys, mayRead: MayRead, entries: readonly ChainedEntry[]): Promise<Map<string, ShownChanges>> {
  const sealed = entries.filter((entry): entry is ChainedEntry & { changes: Buffer } => entry.changes !== null)
  const opened = await keys.open(sealed.map((entry) => ({ value: entry.changes, place: placeOfChanges({ type: entry.subjectType ?? '', id: entry.subjectId ?? '' }) })))
  const shown = ({ field, before, after, needs }: KeptChange, { clientIds, subjectType, subjectId }: ChainedEntry): ShownChange => {
    if (mayRead(needs, clientIds as ClientId[])) return { field, before, after, fingerprinted: false }
    const hidden = (value: unknown) => (value === null || value === undefined ? null : keys.fingerprint(`audit ${subjectType} ${subjectId} ${field}`, JSON.stringify(value)).toString('hex'))
    return { field, before: hidden(before), after: hidden(after), fingerprinted: true }
  }
  return new Map(
    sealed.map((entry, index) => {
      const changes = opened[index] as KeptChange[] | null
      return [entry.id, changes === null ? null : changes.map((change) => shown(change, entry))]
    }),
  )
}
