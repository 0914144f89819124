import type { UserId } from '@brokersync/schema/ids'
import { badInput } from '../../platform/errors/domain-error'
import type { Directory } from '../../platform/directory/directory'
import type { Database } from '../../platform/postgres/database'

/** Whether somebody can look after clients. */
export interface OwnerCheck {
  /** @throws {DomainError} BAD_USER_INPUT at the path, when the id is of no active user. */
  require(ownerId: UserId | null, path: string): Promise<void>
}

/** Asks this module's projection of the users; an id that it has not met makes it read the log to its end first. */
export function ownerCheck(database: Database, directory: Directory): OwnerCheck {
  const isActive = async (id: UserId): Promise<boolean> => {
    const [row] = await database.query<{ active: boolean }>('SELECT active FROM profiles.directory_user WHERE user_id = $1', [id])
    return row?.active === true
  }
  return {
    async require(ownerId, path) {
      if (ownerId === null || (await isActive(ownerId))) return
      await directory.catchUp()
      if (!(await isActive(ownerId))) throw badInput([{ path, message: 'must be the id of an active user' }])
    },
  }
}
