import type { Role } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import type { Admission } from '../../../platform/approvals/approvals'
import type { Claim, Origin } from '../../../platform/postgres/commit'
import type { User } from '../user'

/** The place of a user in the list by name. */
export interface UserPlace {
  sortName: string
  id: UserId
}

/** The users of the firm. */
export interface UserStore {
  byIds(ids: readonly UserId[]): Promise<User[]>
  byId(id: string): Promise<User | null>
  /** Those who have words that begin like all of these, by name, after a place. */
  page(options: { words: readonly string[]; after: UserPlace | null; limit: number }): Promise<User[]>
  /** Those who may sign in and have any of these roles, by name. */
  activeWith(roles: readonly Role[]): Promise<User[]>
  /** @param email as it is kept, in lower case. */
  byEmail(email: string): Promise<User | null>
  /** Of names, as lists are sorted by them, those that more than one user has. */
  shared(sortNames: readonly string[]): Promise<Set<string>>
  isEmpty(): Promise<boolean>
  /**
   * @param options.wait till the event stands in the log, so that every module knows the user.
   * @throws {DomainError} CONFLICT when another user has this email. @throws {AlreadyClaimed}
   */
  create(user: User, options: { passwordHash: string | null; claims: readonly Claim[]; origin: Origin; admission?: Admission; wait?: 'logged' }): Promise<void>
  /**
   * Saves a changed user on top of the version before, and answers when its event stands in the log; deactivating ends
   * the user's sessions and tokens.
   * @throws {ExpectationFailed} when another change came first, or when it takes away the last active administrator.
   */
  update(change: { before: User; after: User; admission: Admission }, origin: Origin): Promise<void>
}
