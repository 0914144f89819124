import DataLoader from 'dataloader'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import type { ClientStatus, RollUp } from '@brokersync/schema/enums'
import { notFound } from '../errors/domain-error'
import type { RunningConsumer } from '../log/consumer'
import type { Database } from '../postgres/database'
import { reachOf, type Actor } from './actor'
import { covers, hiddenOwner } from './reach'
import { togetherWith } from './together'

/** What every module knows of every client. */
export interface DirectoryClient {
  id: ClientId
  reference: string
  ownerId: UserId | null
  status: ClientStatus
}

/** Whose client it is, in a module's own projection of the log. It fails closed: what it cannot know is refused. */
export interface Directory {
  /**
   * The client, if the actor's permission reaches it.
   * @throws {DomainError} NOT_FOUND, also where it is out of reach; UNAVAILABLE when the projection is more than 5 s behind.
   */
  require(actor: Actor, permission: Permission, id: string): Promise<DirectoryClient>
  /** The same for many at once; those that the actor does not reach are left out. */
  reachable(actor: Actor, permission: Permission, ids: readonly string[]): Promise<Map<ClientId, DirectoryClient>>
  /** What is known of clients, whoever reaches them: for the product's own use, and for what is not shown by itself. */
  find(ids: readonly ClientId[]): Promise<Map<ClientId, DirectoryClient>>
  /** A client that the actor reaches, itself first, with those of its household or company whom its permission reaches as well: see {@link togetherWith}. */
  together(actor: Actor, permission: Permission, asked: { id: ClientId; rollUp: RollUp }): Promise<ClientId[]>
  /** Reads the log to its present end. @throws {DomainError} UNAVAILABLE after two seconds. */
  catchUp(): Promise<void>
  close(): void
}

const staleAfter = 5_000

/** Whoever made a client active again, or lifted its restriction, works with it at once. */
const mayBeBack = ({ status, ownerId }: DirectoryClient): boolean => status === 'INACTIVE' || ownerId === hiddenOwner

export function createDirectory(schema: string, database: Database, consumer: RunningConsumer): Directory {
  // Never known to be fresh until it was seen to be.
  let freshAt = 0
  const check = async () => {
    const { position, head } = await consumer.progress()
    if (position >= head) freshAt = Date.now()
  }
  const timer = setInterval(() => void check().catch(() => undefined), 1_000).unref()

  const catchUp = async (): Promise<void> => {
    await consumer.catchUp()
    freshAt = Date.now()
  }

  // What is asked for at the same moment is asked for together: each event asks for the client once for every subscriber.
  const loader = new DataLoader<string, DirectoryClient | null>(
    async (ids) => {
      const rows = await database.query<DirectoryClient & Record<string, unknown>>(
        `SELECT client_id AS id, reference, owner_id AS "ownerId", status FROM ${schema}.directory_client WHERE client_id = ANY ($1::uuid[])`,
        [[...new Set(ids)]],
      )
      const found = new Map<string, DirectoryClient>(rows.map((row) => [row.id, row]))
      return ids.map((id) => found.get(id) ?? null)
    },
    { cache: false },
  )
  const find = async (ids: readonly string[]): Promise<DirectoryClient[]> => (await Promise.all(ids.map((id) => loader.load(id)))).filter((client) => client !== null)

  const beFresh = async (): Promise<void> => {
    if (Date.now() - freshAt > staleAfter) await catchUp()
  }

  /** The one, if there is; where it is not known yet, or may be worked with again since, the log is read to its end first. */
  const one = async (id: string): Promise<DirectoryClient | null> => {
    await beFresh()
    const row = await loader.load(id)
    if (row !== null && !mayBeBack(row)) return row
    await catchUp()
    return loader.load(id)
  }

  /** The same of many. */
  const known = async (ids: readonly string[]): Promise<DirectoryClient[]> => {
    await beFresh()
    const rows = await find(ids)
    if (rows.length === ids.length && !rows.some(mayBeBack)) return rows
    await catchUp()
    return find(ids)
  }

  const reachable: Directory['reachable'] = async (actor, permission, given) => {
    const rows = await known([...new Set(given.filter(isUuid))])
    const reach = reachOf(actor, permission)
    return new Map(rows.filter((row) => covers(reach, row)).map((row) => [row.id, row]))
  }

  return {
    reachable,
    find: async (ids) => new Map((await find(ids)).map((row) => [row.id, row])),
    together: (actor, permission, asked) => togetherWith(database, schema, { ...asked, reach: reachOf(actor, permission) }),
    catchUp,
    async require(actor, permission, id) {
      const client = isUuid(id) ? await one(id) : null
      if (client === null || !covers(reachOf(actor, permission), client)) throw notFound('client')
      return client
    },
    close: () => clearInterval(timer),
  }
}
