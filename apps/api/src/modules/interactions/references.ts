import type { InteractionId } from '@brokersync/schema/ids'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
import { badInput, notFound, type DomainError, type Fault } from '../../platform/errors/domain-error'
import type { Database } from '../../platform/postgres/database'
import { whyNotActive } from './active-client'
import { decodeInteractionId } from './interaction-id'
import type { Recording } from './recording'

/** What recordings name besides their client: authors, who is mentioned, what they are about. */
export interface References {
  /** Looks all of them up at once. @returns the faults of a recording. */
  check(recordings: readonly Recording[]): Promise<(recording: Recording) => Fault[]>
  /** Why a recording with these faults, of this client, is refused; null where it is not. */
  refusal(client: DirectoryClient | undefined, faults: readonly Fault[]): { refusal: DomainError; path: string } | null
}

interface Named {
  users: { path: string; id: string }[]
  about: InteractionId | null
}

function namedBy({ authorId, content }: Recording): Named {
  const mentions = content.kind === 'Note' ? content.codes.mentionIds.map((id, index) => ({ path: `mentionIds.${index}`, id })) : []
  const aboutId = content.kind === 'Note' || content.kind === 'Feedback' ? content.codes.aboutId : null
  return {
    users: [...(authorId === null ? [] : [{ path: 'authorId', id: authorId }]), ...mentions],
    about: aboutId !== null && decodeInteractionId(aboutId) !== null ? (aboutId as InteractionId) : null,
  }
}

/** @param known which ids were applied, once all that was recorded before is applied; null where that cannot be said now. */
export function createReferences(
  database: Database,
  directory: Directory,
  known: (ids: readonly InteractionId[]) => Promise<Set<string> | null>,
): References {
  const find = async (ids: readonly string[]) => {
    const rows = await database.query<{ id: string }>('SELECT user_id AS id FROM interactions.directory_user WHERE user_id = ANY ($1::uuid[])', [ids])
    return new Set(rows.map((row) => row.id))
  }
  const existingUsers = async (ids: readonly string[]): Promise<Set<string>> => {
    if (ids.length === 0) return new Set()
    const found = await find(ids)
    if (ids.every((id) => found.has(id))) return found
    await directory.catchUp()
    return find(ids)
  }

  return {
    async check(recordings) {
      const named = new Map(recordings.map((recording) => [recording, namedBy(recording)]))
      const all = [...named.values()]
      const aboutIds = [...new Set(all.flatMap(({ about }) => (about === null ? [] : [about])))]
      const [users, items] = await Promise.all([existingUsers([...new Set(all.flatMap((one) => one.users.map(({ id }) => id)))]), aboutIds.length === 0 ? null : known(aboutIds)])
      return (recording) => {
        const { users: given = [], about = null } = named.get(recording) ?? {}
        const faults = given.filter(({ id }) => !users.has(id)).map(({ path }) => ({ path, message: 'is no user' }))
        const isOther = about !== null && decodeInteractionId(about)?.clientId !== recording.clientId
        const isUnknown = about !== null && items !== null && !items.has(about)
        return isOther || isUnknown ? [...faults, { path: 'aboutId', message: 'is no interaction of this client' }] : faults
      }
    },
    refusal(client, faults) {
      if (client === undefined) return { refusal: notFound('client'), path: 'clientId' }
      if (faults.length > 0) return { refusal: badInput(faults), path: '' }
      const why = whyNotActive(client)
      return why === null ? null : { refusal: why, path: 'clientId' }
    },
  }
}
