import type { Role } from '@brokersync/schema/enums'
import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import type { UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import type { Actor } from '../../platform/directory/actor'
import { badInput, conflict, forbidden, notFound, staleVersion } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import type { Appointments } from './appointment'
import type { Hasher } from './password'
import type { PasswordFault } from './password-rules'
import type { RoleKeeper } from './role-keeper'
import type { UserPlace, UserStore } from './store/user.store'
import type { Teams } from './team'
import { newUserInput, userChangeInput } from './user-input'
import { givesItself, mayAdministrate, seesAccount } from './user.policy'
import { changesOf, distinctNameOf, emailTaken, searchedFor, sortNameOf, type User } from './user'

interface Parts {
  store: UserStore
  roles: RoleKeeper
  cursors: Cursors
  database: Database
  keys: Keys
  hasher: Hasher
  passwordFault: PasswordFault
  appointments: Appointments
  teams: Teams
}

/** What a new user is asked for; it signs in by no password where none is given. */
export interface NewUser {
  idempotencyKey?: string | null
  name: string
  email: string
  roles: Role[]
  team?: string | null
  password?: string | null
}

/** What is to be changed on top of a version; what is left out stays. */
export interface UserChange {
  id: string
  version: number
  name?: string | null
  roles?: Role[] | null
  team?: string | null
  active?: boolean | null
}

const list = 'users'

/** The users of the firm, as an actor may see and change them. */
export class UserService {
  constructor(private readonly parts: Parts) {}

  /** Users by their ids, in that order; an error in the place of an unknown one. */
  async byIds(ids: readonly UserId[]): Promise<(User | Error)[]> {
    const found = new Map((await this.parts.store.byIds(ids)).map((user) => [user.id, user]))
    return ids.map((id) => found.get(id) ?? notFound('user'))
  }

  /** One user. @throws {DomainError} NOT_FOUND. */
  one({ reads }: RequestContext, id: string): Promise<User> {
    reads.add('user', [])
    return this.require(id)
  }

  /** What tells users apart: the name, and the email as well where another has the same name and the actor may see emails. */
  async distinctNames(actor: Actor, users: readonly User[]): Promise<string[]> {
    const seen = users.filter((user) => seesAccount(actor, user))
    const shared = seen.length === 0 ? new Set<string>() : await this.parts.store.shared(seen.map(sortNameOf))
    return users.map((user) => (seen.includes(user) ? distinctNameOf(user, shared) : user.name))
  }

  /** What a user may do, null where the actor may not know it. Of oneself: what one may by this credential. */
  async permissionsOf(actor: Actor, user: User): Promise<Permission[] | null> {
    if (actor.userId === user.id) return [...actor.permissions.keys()]
    return seesAccount(actor, user) ? [...(await this.parts.roles.current()).grantsOf(user.roles).keys()] : null
  }

  /** Users by name, those alone who have words that begin like all those of the search. */
  async page({ reads }: RequestContext, { search, first, after }: { search: string | null; first: number; after: string | null }): Promise<Connection<User>> {
    const { store, cursors } = this.parts
    const size = pageSize(first)
    if (search !== null && search.length > 200) throw badInput([{ path: 'search', message: 'must have at most 200 characters' }])
    reads.add('user', [])
    const rows = await store.page({ words: searchedFor(search), after: after === null ? null : placeOf(cursors.decode(list, after)), limit: size + 1 })
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [sortNameOf(node), node.id]) }))
  }

  /** Makes a user. @throws {DomainError} BAD_USER_INPUT; FORBIDDEN; CONFLICT when another has the email, or where it needs a second person. */
  create(context: RequestContext, input: NewUser): Promise<User> {
    const { database, keys } = this.parts
    const { idempotencyKey = null, ...given } = input
    const repeatable = { caller: context.actor.userId, operation: 'createUser', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'access', keys }, repeatable, (claims) => this.make(context, given, claims), (id) => this.require(id))
  }

  private async make(context: RequestContext, input: NewUser, claims: (id: string) => Claim[]): Promise<User> {
    const { password, team, ...given } = readInput(newUserInput(input, this.parts.passwordFault), input)
    await this.requireMayAdministrate(context.actor, given.roles)
    const user: User = { ...given, id: uuidv7(), team: await this.parts.teams.spelled(team ?? null, null), active: true, version: 1 }
    // Before anybody is asked to approve what could not be done.
    const holder = await this.parts.store.byEmail(user.email)
    if (holder !== null) throw emailTaken(holder)
    const passwordHash = password === undefined || password === null ? null : await this.parts.hasher.hash(password)
    const admission = await this.parts.appointments.admitChange(context, { before: null, after: user }, {
      operation: 'createUser', input: { ...given, team: user.team }, subject: { type: 'User', id: 'new' },
    })
    await this.parts.store.create(user, { passwordHash, claims: claims(user.id), origin: context.origin, admission, wait: 'logged' })
    return user
  }

  /**
   * Changes a user. Deactivating ends all its sessions and tokens.
   * @throws {DomainError} BAD_USER_INPUT; NOT_FOUND; FORBIDDEN, also for what nobody gives oneself; CONFLICT for an old version, when nobody would be left to administrate, or where it needs a second person.
   */
  async update(context: RequestContext, input: UserChange): Promise<User> {
    const { id, version, ...change } = readInput(userChangeInput, input)
    const before = await this.require(id)
    if (before.version !== version) throw staleVersion('user', before.version)
    const after: User = {
      ...before,
      name: change.name ?? before.name,
      roles: change.roles ?? before.roles,
      team: change.team === undefined ? before.team : await this.parts.teams.spelled(change.team, before.id),
      active: change.active ?? before.active,
      version: version + 1,
    }
    await this.requireMayAdministrate(context.actor, [...before.roles, ...after.roles])
    if (givesItself(context.actor, { before, after }, await this.parts.roles.current())) throw forbidden('Nobody appoints oneself: another administrator gives you this role')
    if (changesOf(before, after).length === 0) return before
    const admission = await this.parts.appointments.admitChange(context, { before, after }, {
      operation: 'updateUser', input: { id, version, ...change }, subject: { type: 'User', id },
    })
    await this.parts.store.update({ before, after, admission }, context.origin).catch((error: unknown) => this.explain(error, before))
    return after
  }

  private async explain(error: unknown, before: User): Promise<never> {
    if (!(error instanceof ExpectationFailed)) throw error
    const { version } = await this.require(before.id)
    throw version === before.version ? conflict('This is the last active administrator; make another one first') : staleVersion('user', version)
  }

  private async require(id: string): Promise<User> {
    const user = await this.parts.store.byId(id)
    if (user === null) throw notFound('user')
    return user
  }

  private async requireMayAdministrate(actor: Actor, concerned: readonly Role[]): Promise<void> {
    if (!mayAdministrate(actor, concerned, await this.parts.roles.current())) throw forbidden('Only who may do all that these roles may can give or take them')
  }
}

// A cursor of this list was made by `page`, of these two.
const placeOf = ([sortName, id]: (string | number | null)[]): UserPlace => ({ sortName: String(sortName), id: String(id) as UserId })
