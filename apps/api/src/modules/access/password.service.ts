import type { UserId } from '@brokersync/schema/ids'
import { badInput, conflict, forbidden, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import type { Appointments } from './appointment'
import type { Hasher } from './password'
import type { PasswordFault } from './password-rules'
import type { RoleKeeper } from './role-keeper'
import { newPassword } from './secret'
import { TooManyTries } from './session.errors'
import type { SignInLimits } from './sign-in-limits'
import type { PasswordHolder, PasswordStore } from './store/password.store'
import type { UserStore } from './store/user.store'
import { mayAdministrate } from './user.policy'

interface Parts {
  passwords: PasswordStore
  users: UserStore
  hasher: Hasher
  fault: PasswordFault
  roles: RoleKeeper
  limits: SignInLimits
  appointments: Appointments
  database: Database
  keys: Keys
}

/** A password that an administrator gives to somebody who has none or lost it, in the one answer that shows it. */
export interface OneTime {
  userId: UserId
  password: string | null
  expiresAt: Date
}

const oneTimeHolds = 72 * 60 * 60 * 1_000

/** How passwords come to be, once a user is there. */
export class PasswordService {
  constructor(private readonly parts: Parts) {}

  /** Whether users signed in by a password that is to be changed, in their order. */
  async mustChange(userIds: readonly UserId[]): Promise<boolean[]> {
    const those = await this.parts.passwords.mustChange(userIds)
    return userIds.map((id) => those.has(id))
  }

  /**
   * Sets the actor's own password, and ends its other sessions.
   * @throws {DomainError} FORBIDDEN for a program; BAD_USER_INPUT for a wrong current password, or a new one that will not do; RATE_LIMITED.
   */
  async change({ actor, origin }: RequestContext, given: { currentPassword: string; newPassword: string }): Promise<UserId> {
    const session = /^session:(.+)$/.exec(actor.credential)?.[1]
    if (session === undefined) throw forbidden('A person changes its password, signed in at the page')
    const before = await this.parts.passwords.byId(actor.userId)
    if (before === null) throw notFound('user')
    const admission = await this.parts.limits.admitChange(before.id)
    if (!admission.admitted) throw new TooManyTries(admission.retryAfter, `Your present password was wrong too often; try again in ${admission.retryAfter} seconds`)
    if (given.currentPassword.length > 256 || !(await this.isOwn(given.currentPassword, before))) {
      throw badInput([{ path: 'currentPassword', message: 'is not your password' }])
    }
    await admission.succeeded()
    const fault = given.newPassword === given.currentPassword ? 'must be another one' : this.parts.fault(given.newPassword, before)
    if (fault !== null) throw badInput([{ path: 'newPassword', message: fault }])
    const passwordHash = await this.parts.hasher.hash(given.newPassword)
    await this.parts.passwords.change({ before, passwordHash, keepSession: session }, origin).catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? conflict('The password was changed meanwhile; sign in anew') : error
    })
    return before.id
  }

  private isOwn(password: string, { passwordHash }: PasswordHolder): Promise<boolean> {
    const { hasher } = this.parts
    return hasher.inLine('known', () => hasher.matches(password, passwordHash, 'known'))
  }

  /**
   * Gives a user a password that holds for three days and lets it choose its own, nothing else; its sessions end.
   * @throws {DomainError} NOT_FOUND; FORBIDDEN for a user who may more than the actor; CONFLICT where it needs a second person.
   */
  setOneTime(context: RequestContext, given: { idempotencyKey?: string | null; userId: string }): Promise<OneTime> {
    const { database, keys } = this.parts
    const { idempotencyKey = null, userId } = given
    const repeatable = { caller: context.actor.userId, operation: 'setOneTimePassword', key: idempotencyKey, input: { userId } }
    return idempotently({ database, schema: 'access', keys }, repeatable, (claims) => this.giveOneTime(context, userId, claims), (id) => this.again(id))
  }

  private async giveOneTime(context: RequestContext, id: string, claims: (id: string) => Claim[]): Promise<OneTime> {
    const user = await this.parts.users.byId(id)
    if (user === null) throw notFound('user')
    if (!mayAdministrate(context.actor, user.roles, await this.parts.roles.current())) throw forbidden('Only who may do all that this user may can give it a password')
    const password = newPassword()
    const expiresAt = new Date(Date.now() + oneTimeHolds)
    const passwordHash = await this.parts.hasher.hash(password)
    const admission = await this.parts.appointments.admitPassword(context, user)
    await this.parts.passwords.setOneTime({ userId: user.id, passwordHash, until: expiresAt, claims: claims(user.id), admission }, context.origin)
    return { userId: user.id, password, expiresAt }
  }

  private async again(id: string): Promise<OneTime> {
    const holder = await this.parts.passwords.byId(id)
    if (holder?.oneTimeUntil == null) throw conflict('This password was given before, and its user has chosen its own since')
    return { userId: holder.id, password: null, expiresAt: holder.oneTimeUntil }
  }
}
