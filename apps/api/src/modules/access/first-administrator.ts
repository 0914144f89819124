import type { Environment } from '../../environment'
import { uuidv7 } from '../../platform/ids'
import type { Database } from '../../platform/postgres/database'
import type { Hasher } from './password'
import { newPassword } from './secret'
import type { UserStore } from './store/user.store'
import type { User } from './user'

interface Parts {
  users: UserStore
  hasher: Hasher
  settings: Pick<Environment, 'BROKERSYNC_ADMIN_EMAIL' | 'BROKERSYNC_ADMIN_PASSWORD'>
  /** Takes the line for the one who started the product. */
  tell: (line: string) => void
}

/**
 * Makes the administrator where there is no user at all, and tells how to sign in. Of processes that start together,
 * one does it while the others wait.
 */
export async function ensureAdministrator(options: Parts & { database: Database }): Promise<void> {
  const { database, ...parts } = options
  const { users } = parts
  if (!(await users.isEmpty())) return
  await database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock(hashtext($1))', ['brokersync first administrator'])
    if (await users.isEmpty()) await makeAdministrator(parts)
  })
}

async function makeAdministrator({ users, hasher, settings, tell }: Parts): Promise<void> {
  const email = settings.BROKERSYNC_ADMIN_EMAIL.toLowerCase()
  const given = settings.BROKERSYNC_ADMIN_PASSWORD
  const password = given ?? newPassword()
  const user: User = { id: uuidv7(), email, name: 'Administrator', roles: ['ADMIN'], team: null, active: true, version: 1 }
  // Told before it is saved: a password that nobody saw would lock everyone out for good.
  tell(given === undefined ? `Sign in as ${email} with the password ${password} (shown once)` : `Sign in as ${email} with the password that BROKERSYNC_ADMIN_PASSWORD gives`)
  const origin = { actorId: null, credential: 'system', requestId: 'start' }
  await users.create(user, { passwordHash: await hasher.hash(password), claims: [], origin })
}
