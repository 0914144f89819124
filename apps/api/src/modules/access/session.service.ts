import type { UserId } from '@brokersync/schema/ids'
import { z } from 'zod'
import { unauthenticated } from '../../platform/errors/domain-error'
import { uuidv7 } from '../../platform/ids'
import { agentClassOf } from '../../platform/audit/agent'
import type { Origin } from '../../platform/postgres/commit'
import { readInput } from './faults'
import { isPassword } from './password'
import { newSecret, secretHash } from './secret'
import { TooManyTries } from './session.errors'
import { createSignInLimits } from './sign-in-limits'
import type { CredentialStore } from './store/credential.store'
import type { SessionStore } from './store/session.store'
import type { UserStore } from './store/user.store'
import type { User } from './user'

const signInInput = z.object(
  {
    email: z.string('must be a text').min(1, 'must not be empty').max(320, 'must have at most 320 characters').trim().toLowerCase(),
    password: z.string('must be a text').min(1, 'must not be empty').max(256, 'must have at most 256 characters'),
  },
  'must be an object with email and password',
)

/** From where a request comes. */
export interface Request {
  id: string
  address: string
  userAgent: string | null
}

interface Stores {
  users: UserStore
  credentials: CredentialStore
  sessions: SessionStore
}

const longestAgent = 300

const originOf = ({ id, address, userAgent }: Request, actorId: UserId | null, credential: string): Origin => ({
  actorId, credential, requestId: id, address, agent: agentClassOf(userAgent ?? undefined),
})

/** Opens and ends the sessions of people at the page. */
export class SessionService {
  private readonly limits = createSignInLimits()

  constructor(private readonly stores: Stores) {}

  /**
   * Opens a session. Whether the email, the password or the account is what is wrong cannot be told from text or time.
   * @returns the user and the session's secret, for the cookie.
   * @throws {DomainError} BAD_USER_INPUT, UNAUTHENTICATED; {TooManyTries}.
   */
  async signIn(body: unknown, request: Request): Promise<{ user: User; secret: string }> {
    const { email, password } = readInput(signInInput, body)
    const admission = this.limits.admit({ address: request.address, email })
    if (!admission.admitted) throw new TooManyTries(admission.retryAfter)
    const found = await this.stores.users.byEmail(email)
    const matches = await isPassword(password, found?.passwordHash ?? null)
    if (found === null || !matches || !found.user.active) {
      await this.stores.sessions.noteRefusal(found?.user.id ?? null, originOf(request, null, 'none'))
      throw unauthenticated('Email and password do not match')
    }
    admission.succeeded()
    return { user: found.user, secret: await this.start(found.user, request) }
  }

  private async start({ id: userId }: User, request: Request): Promise<string> {
    const session = { id: uuidv7(), userId }
    const secret = newSecret()
    const from = { address: request.address, userAgent: request.userAgent?.slice(0, longestAgent) ?? null }
    await this.stores.sessions.start({ ...session, secretHash: secretHash(secret), from }, originOf(request, userId, `session:${session.id}`))
    return secret
  }

  /** Ends the session of a secret; one that does not hold is over already. */
  async signOut(secret: string, request: Request): Promise<void> {
    const bearer = await this.stores.credentials.bySession(secretHash(secret))
    if (bearer === null) return
    await this.stores.sessions.end({ id: bearer.credentialId, userId: bearer.userId }, { action: 'signOut' }, originOf(request, bearer.userId, `session:${bearer.credentialId}`))
  }
}
