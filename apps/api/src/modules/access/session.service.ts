import type { UserId } from '@brokersync/schema/ids'
import { z } from 'zod'
import { unauthenticated } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import { uuidv7 } from '../../platform/ids'
import { agentClassOf } from '../../platform/audit/agent'
import type { Origin } from '../../platform/postgres/commit'
import type { Hasher, Lane } from './password'
import { newSecret, secretHash } from './secret'
import { TooManyTries } from './session.errors'
import type { Devices } from './device'
import type { SignInLimits } from './sign-in-limits'
import type { CredentialStore } from './store/credential.store'
import type { SessionStore } from './store/session.store'
import type { PasswordHolder, PasswordStore } from './store/password.store'

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
  /** The cookie that a browser got when somebody signed in there. */
  device: string | undefined
}

interface Parts {
  passwords: PasswordStore
  hasher: Hasher
  limits: SignInLimits
  devices: Devices
  credentials: CredentialStore
  sessions: SessionStore
}

const longestAgent = 300

const originOf = ({ id, address, userAgent }: Request, actorId: UserId | null, credential: string): Origin => ({
  actorId, credential, requestId: id, address, agent: agentClassOf(userAgent ?? undefined),
})

/** Opens and ends the sessions of people at the page. */
export class SessionService {
  constructor(private readonly parts: Parts) {}

  /**
   * Opens a session. Whether the email, the password or the account is what is wrong cannot be told from text or time.
   * @returns the user, the session's secret and the browser's mark, for the cookies.
   * @throws {DomainError} BAD_USER_INPUT, UNAUTHENTICATED; {TooManyTries}.
   */
  async signIn(body: unknown, request: Request): Promise<{ user: PasswordHolder; secret: string; device: string }> {
    const { email, password } = readInput(signInInput, body)
    const { hasher, devices } = this.parts
    const device = devices.known(email, request.device)
    const lane = device === null ? 'stranger' : 'known'
    return hasher.inLine(lane, async () => {
      const holder = await this.recognise({ email, password, device, lane }, request)
      return { user: holder, secret: await this.start(holder, request), device: devices.issue(email) }
    })
  }

  private async recognise({ email, password, device, lane }: { email: string; password: string; device: string | null; lane: Lane }, request: Request): Promise<PasswordHolder> {
    const { hasher, limits } = this.parts
    const admission = await limits.admit({ address: request.address, email, device })
    if (!admission.admitted) throw new TooManyTries(admission.retryAfter)
    const holder = await this.parts.passwords.byEmail(email)
    const matches = await hasher.matches(password, holder?.passwordHash ?? null, lane)
    if (holder === null || !matches || !isOpen(holder)) {
      await this.parts.sessions.noteRefusal(holder?.id ?? null, originOf(request, null, 'none'))
      throw unauthenticated('Email and password do not match')
    }
    await admission.succeeded()
    return holder
  }

  private async start({ id: userId }: PasswordHolder, request: Request): Promise<string> {
    const session = { id: uuidv7(), userId }
    const secret = newSecret()
    const from = { address: request.address, userAgent: request.userAgent?.slice(0, longestAgent) ?? null }
    await this.parts.sessions.start({ ...session, secretHash: secretHash(secret), from }, originOf(request, userId, `session:${session.id}`))
    return secret
  }

  /** Ends the session of a secret; one that does not hold is over already. */
  async signOut(secret: string, request: Request): Promise<void> {
    const bearer = await this.parts.credentials.bySession(secretHash(secret))
    if (bearer === null) return
    await this.parts.sessions.end({ id: bearer.credentialId, userId: bearer.userId }, { action: 'signOut' }, originOf(request, bearer.userId, `session:${bearer.credentialId}`))
  }
}

/** Whether a user may sign in: it is active, and a password that an administrator gave holds still. */
const isOpen = ({ active, oneTimeUntil }: PasswordHolder): boolean => active && (oneTimeUntil === null || oneTimeUntil.getTime() > Date.now())
