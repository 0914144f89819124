import type { UserId } from '@brokersync/schema/ids'
import type { Admission } from '../../../platform/approvals/approvals'
import type { Claim, Origin } from '../../../platform/postgres/commit'

/** A user as it is known by its password. */
export interface PasswordHolder {
  id: UserId
  name: string
  email: string
  active: boolean
  /** argon2id (PHC string); null: signs in by no password. */
  passwordHash: string | null
  /** Null: the password is the user's own; otherwise an administrator set it, and it holds till then. */
  oneTimeUntil: Date | null
}

/** The passwords of users: of each only its hash. */
export interface PasswordStore {
  byEmail(email: string): Promise<PasswordHolder | null>
  byId(id: string): Promise<PasswordHolder | null>
  /** Which of these users have a password that an administrator set. */
  mustChange(ids: readonly UserId[]): Promise<ReadonlySet<UserId>>
  /**
   * Sets the user's own password in place of the one before, and ends all its sessions but one.
   * @throws {ExpectationFailed} when the password was changed meanwhile.
   */
  change(change: { before: PasswordHolder; passwordHash: string; keepSession: string }, origin: Origin): Promise<void>
  /** Sets a password that must be changed, and ends all the user's sessions. @throws {AlreadyClaimed} */
  setOneTime(set: { userId: UserId; passwordHash: string; until: Date; claims: readonly Claim[]; admission: Admission }, origin: Origin): Promise<void>
}
