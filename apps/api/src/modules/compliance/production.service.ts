import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import type { ClientId, ProductionId, UserId } from '@brokersync/schema/ids'
import { z } from 'zod'
import { reachOf, requirePermission, type Actor } from '../../platform/directory/actor'
import type { Directory } from '../../platform/directory/directory'
import { everything, type Reach } from '../../platform/directory/reach'
import { badInput, forbidden, gone, notFound } from '../../platform/errors/domain-error'
import { instant } from '../../platform/errors/instant'
import { readInput } from '../../platform/errors/read-input'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Passes } from '../../platform/files/passes'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { RunningConsumer } from '../../platform/log/consumer'
import type { Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { archiveForm, requireForm } from './archive-parts'
import { reason } from './input-fields'
import { partsOf, type Production, type ProductionSubject } from './production'
import type { ProductionStore } from './store/production.store'

/** What a production is asked for: one of `clientId`, `userId` and `team`. */
export interface NewProduction {
  idempotencyKey?: string | null
  clientId?: string | null
  userId?: string | null
  team?: string | null
  /** RFC 3339; `from` is included, `to` is not. */
  from: string
  to: string
  reason: string
}

interface Parts {
  productions: ProductionStore
  directory: Directory
  /** Knows whose a client was, and when. */
  owners: RunningConsumer
  passes: Passes
  cursors: Cursors
  files: EncryptedFiles
  database: Database
  keys: Keys
}

const input = z
  .object({ clientId: z.string().nullish(), userId: z.string().nullish(), team: z.string().nullish(), from: instant, to: instant, reason })
  .refine(({ from, to }) => to > from, { path: ['to'], message: 'must be after from' })
  .refine(({ clientId, userId, team }) => [clientId, userId, team].filter((one) => one != null).length === 1, { path: ['clientId'], message: 'must be given, or userId, or team: one of the three' })
const list = 'productions'
const deed = 'production'
const needs = 'privacy:export'
const quarter = 15 * 60_000

/** The client whom a production is of: whose else records are in it, is told by the archive alone. */
const namedIn = ({ of }: Production): ClientId[] => ('clientId' in of ? [of.clientId] : [])

type Scope = Pick<Production, 'of' | 'people' | 'wholeIds' | 'partlyIds'>

/** Productions for regulators: all records of a client, a broker or a desk in a span, with a manifest, hashes and an extract of the audit. */
export class ProductionService {
  constructor(private readonly parts: Parts) {}

  /** Newest first: of clients within reach and, to whom every client is open, of brokers and desks. */
  async page({ actor, reads }: RequestContext, { first, after }: { first: number; after: string | null }): Promise<Connection<Production>> {
    const { productions, cursors } = this.parts
    const size = pageSize(first)
    const rows = await productions.page(reachOf(actor, needs), { first: size + 1, before: after === null ? null : String(cursors.decode(list, after)[0]) })
    reads.add('production', rows.slice(0, size).flatMap(namedIn))
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.id]) }))
  }

  /** @throws {DomainError} NOT_FOUND, also for one that is out of reach. */
  async require({ actor, reads }: RequestContext, id: string): Promise<Production> {
    const production = await this.reached(reachOf(actor, needs), id)
    reads.add('production', namedIn(production))
    return production
  }

  private async reached(reach: Reach, id: string): Promise<Production> {
    const production = await this.parts.productions.seen(reach, id)
    if (production === null) throw notFound('production')
    return production
  }

  /**
   * Sets a production going; it runs on in every module, and is to be asked for until it is finished.
   * @throws {DomainError} BAD_USER_INPUT with all faults; NOT_FOUND; FORBIDDEN to whom not every client is open, where a broker's or a desk's records are asked for.
   */
  produce(context: RequestContext, { idempotencyKey = null, ...given }: NewProduction): Promise<Production> {
    const { database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation: 'produceRecords', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'compliance', keys }, repeatable, (claims) => this.begin(context, given, claims), (id) => this.require(context, id))
  }

  private async begin(context: RequestContext, given: Omit<NewProduction, 'idempotencyKey'>, claims: (id: string) => Claim[]): Promise<Production> {
    requirePermission(context.actor, 'audit:export')
    const { from, to, reason: why, clientId, userId, team } = readInput(input, given)
    const scope = await this.scopeOf(context.actor, clientId != null ? { clientId: clientId as ClientId } : userId != null ? { userId: userId as UserId } : { team: team ?? '' }, { from, to })
    const production: Production = {
      id: uuidv7<ProductionId>(), ...scope, from, to, reason: why, requestedBy: context.actor.userId, requestedAt: new Date(),
      parts: partsOf(scope), finishedAt: null, records: {}, auditEntries: null, manifestHash: null, droppedAt: null, form: archiveForm,
    }
    await this.parts.productions.add(production, { claims: claims(production.id), origin: context.origin })
    return production
  }

  private async scopeOf(actor: Actor, of: ProductionSubject, span: { from: Date; to: Date }): Promise<Scope> {
    const { directory, productions, owners } = this.parts
    if ('clientId' in of) {
      const { id } = await directory.require(actor, needs, of.clientId)
      return { of: { clientId: id }, people: [], wholeIds: [id], partlyIds: [] }
    }
    // One that leaves out what is behind a wall would pass for whole.
    if (!everything(reachOf(actor, needs))) throw forbidden('A broker’s or a desk’s records are produced by whom every client is open to, those behind walls among them')
    await directory.catchUp()
    await owners.catchUp()
    const people = await this.peopleOf(of)
    const wholeIds = await productions.ownedBy(people, span)
    const whole = new Set(wholeIds)
    return { of, people, wholeIds, partlyIds: (await productions.changedBy(people)).filter((id) => !whole.has(id)) }
  }

  private async peopleOf(of: { userId: UserId } | { team: string }): Promise<UserId[]> {
    const { productions } = this.parts
    if ('userId' in of) {
      if (!(await productions.isUser(of.userId))) throw notFound('user')
      return [of.userId]
    }
    const people = (await productions.teamOf(of.team)).map(({ id }) => id)
    if (people.length === 0) throw badInput([{ path: 'team', message: 'has nobody in it' }])
    return people
  }

  /** The query of the address from which the archive is fetched, for a quarter of an hour; null where there is none, or none any more. */
  async download({ actor }: RequestContext, { id, finishedAt, droppedAt }: Production): Promise<string | null> {
    if (finishedAt === null || droppedAt !== null) return null
    return this.parts.passes.issue(deed, id, actor, { needs, expiresAt: new Date(Date.now() + quarter) })
  }

  /** @throws {DomainError} UNAUTHENTICATED; NOT_FOUND, also where it came out of the holder's reach; GONE where it was dropped, or is of another form than archives are now. */
  async fetch(id: string, pass: string | undefined): Promise<{ holder: UserId; production: Production; files: EncryptedFiles }> {
    const { userId, reach } = await this.parts.passes.check(deed, id, pass)
    const production = await this.reached(reach, id)
    if (production.droppedAt !== null) throw gone('production')
    requireForm('production', production)
    return { holder: userId, production, files: this.parts.files }
  }
}
