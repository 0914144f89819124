import type { RollUp } from '@brokersync/schema/enums'
import type { ClientId, DocumentId, InteractionId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { reachOf } from '../../platform/directory/actor'
import { everywhere } from '../../platform/directory/reach'
import type { Directory } from '../../platform/directory/directory'
import type { Commodities } from '../../platform/firm/commodities'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import { isPlain, readAsked, withContact, type Asked, type Sought } from './asked'
import { namesAlone, seesAllContact, seesContact } from './contact-details'
import { openAll } from './interaction-events'
import { decodeInteractionId } from './interaction-id'
import type { Interaction } from './interaction'
import type { ItemIndex } from './item-index'
import { reached, reaches } from './reaching'
import { seeker, wordsOfItem } from './search-tokens'
import type { Anchor, InteractionStore, Order, StoredInteraction } from './store/interaction.store'
import type { ItemFilter } from './store/item-filter'
import type { Hit, ItemStore } from './store/item.store'
import { mayRead, viewerOf, type Viewer } from './visibility'

/** One page of a list, in its order: one item more than was asked for is given, where there are more. */
export interface Page {
  order: Order
  first: number
  after: Anchor | null
}

interface Parts {
  store: InteractionStore
  items: ItemStore
  index: ItemIndex
  directory: Directory
  keys: Keys
  commodities: Commodities
}

type Within = Omit<ItemFilter, keyof Sought['filter']>

/** After what is not to be shown, at least so many further rows are read at once. */
const leastOfRound = 100

/** For a client whose reach was looked at: no more bounds. */
const ofThatClient = { reach: everywhere, mentioned: null, orderId: null }

/** Reads what happened, for those who may see it; every reading is noted for the audit. */
export class TimelineService {
  constructor(private readonly parts: Parts) {}

  /** A client's timeline, or that of its household or company; null where it is out of reach. */
  async timeline(context: RequestContext, clientId: ClientId, asked: Asked, page: Page): Promise<Interaction[] | null> {
    const sought = readAsked(asked, this.parts.index)
    const clientIds = await reached(this.parts.directory, context, clientId, asked.rollUp)
    if (clientIds === null) return null
    context.reads.add('timeline', clientIds)
    const viewer = viewerOf(context.actor)
    if (!isPlain(sought)) return this.found(context, sought, { ...ofThatClient, viewer, clientIds }, page)
    const { from, to, categories } = sought.filter
    const window = { clientIds, from, to, categories, order: page.order }
    const rows = await inPage<StoredInteraction>(page, (after, first) => this.parts.store.window({ ...window, after, first }), (stored) => stored.filter((one) => mayRead(viewer, one)))
    return openAll(this.parts.keys, rows)
  }

  /** Across all clients that the caller may see. @param only further bounds: some clients, what mentions a user, what is of an order. */
  async search(context: RequestContext, asked: Asked, only: Partial<Pick<ItemFilter, 'clientIds' | 'mentioned' | 'orderId'>>, page: Page): Promise<Interaction[]> {
    const sought = readAsked(asked, this.parts.index, 'filter.')
    const clientIds = only.clientIds && only.clientIds.length > 0 ? only.clientIds.filter(isUuid) : null
    const who = { reach: reachOf(context.actor, 'interactions:read'), viewer: viewerOf(context.actor), mentioned: only.mentioned ?? null, orderId: only.orderId ?? null }
    const items = await this.found(context, sought, { ...who, clientIds }, page)
    context.reads.add('interactions', items.map((item) => item.clientId))
    return items
  }

  /** Those that are about a document, of the clients that the caller may see. */
  async aboutDocument(context: RequestContext, documentId: DocumentId, page: Page): Promise<Interaction[]> {
    const who = { reach: reachOf(context.actor, 'interactions:read'), viewer: viewerOf(context.actor) }
    const hits = isUuid(documentId) ? await this.parts.items.aboutDocument(documentId, { ...who, ...page, first: page.first + 1 }) : []
    const items = await this.open(hits, who.viewer)
    context.reads.add('interactions', items.map((item) => item.clientId))
    return items
  }

  /** What is about an item: the notes and the feedback of its thread; null where the item's client is out of reach. */
  async thread(context: RequestContext, id: InteractionId, page: Page): Promise<Interaction[] | null> {
    const of = decodeInteractionId(id)
    if (of === null || !(await reaches(this.parts.directory, context, of.clientId))) return null
    const viewer = viewerOf(context.actor)
    const hits = await this.parts.items.aboutItem({ id, clientId: of.clientId }, { viewer, ...page, first: page.first + 1 })
    context.reads.add('interactions', [of.clientId])
    return this.open(hits, viewer)
  }

  /** Items of clients that the caller was given already, by their ids; null for what it may not read. */
  async byIds(context: RequestContext, ids: readonly InteractionId[]): Promise<(Interaction | null)[]> {
    const viewer = viewerOf(context.actor)
    const items = (await openAll(this.parts.keys, await this.parts.store.byIds(ids))).filter((item) => mayRead(viewer, item))
    context.reads.add('interactions', items.map((item) => item.clientId))
    const byId = new Map(items.map((item) => [item.id, item]))
    return ids.map((id) => byId.get(id) ?? null)
  }

  /** Who took part in a communication with a client: by their names alone for who may not see how the client is reached. */
  async participants(context: RequestContext, clientId: ClientId | null, participants: readonly string[]): Promise<readonly string[]> {
    return clientId !== null && (await seesContact(this.parts.directory, context, clientId)) ? participants : namesAlone(participants)
  }

  /** The names of a client's trading accounts, or of those of its household or company, the last used first; null out of reach. */
  async accounts(context: RequestContext, clientId: ClientId, rollUp: RollUp | null = null): Promise<{ name: string; lastUsedAt: Date; fingerprint: string }[] | null> {
    const clientIds = await reached(this.parts.directory, context, clientId, rollUp)
    if (clientIds === null) return null
    context.reads.add('timeline', clientIds)
    const rows = await this.parts.items.accounts(clientIds)
    const orders = new Map((await openAll(this.parts.keys, await this.parts.store.byIds(rows.map(({ lastId }) => lastId)))).map((item) => [item.id, item]))
    return rows.flatMap(({ account, lastAt, lastId }) => {
      const order = orders.get(lastId)
      const name = order?.kind === 'OrderEvent' ? order.texts.account : null
      return name === null ? [] : [{ name, lastUsedAt: lastAt, fingerprint: account.toString('hex') }]
    })
  }

  /** A client, and who belongs together with it, as far as the caller may see; null out of reach. */
  async together(context: RequestContext, clientId: ClientId, rollUp: RollUp): Promise<ClientId[] | null> {
    const clientIds = await reached(this.parts.directory, context, clientId, rollUp)
    if (clientIds !== null) context.reads.add('profile', clientIds)
    return clientIds
  }

  private async open(hits: readonly Hit[], viewer: Viewer): Promise<Interaction[]> {
    const { store, keys } = this.parts
    const items = new Map((await openAll(keys, await store.byIds(hits.map(({ id }) => id)))).map((item) => [item.id, item]))
    return hits.flatMap(({ id }) => items.get(id) ?? []).filter((item) => mayRead(viewer, item))
  }

  /** The tokens say where words are; that they are, is seen again when the item is opened. */
  private async found(context: RequestContext, sought: Sought, within: Within, page: Page): Promise<Interaction[]> {
    const { words } = sought
    if (words?.length === 0) return []
    const { items, commodities, directory, index } = this.parts
    const contact = words !== null && (await seesAllContact(directory, context, within.clientIds))
    const filter = { ...(contact ? withContact(sought, index) : sought).filter, ...within }
    const opened = new Map<InteractionId, Interaction>()
    const hasAll = seeker(words ?? [])
    const isFound = (item: Interaction): boolean => words === null || hasAll(wordsOfItem(item, commodities, contact))
    const hits = await inPage<Hit>(page, (after, first) => items.search(filter, { order: page.order, after, first }), async (batch) => {
      for (const item of await this.open(batch, filter.viewer)) if (isFound(item)) opened.set(item.id, item)
      return batch.filter(({ id }) => opened.has(id))
    })
    return hits.flatMap(({ id }) => opened.get(id) ?? [])
  }
}

/** Reads on until a page is full of what is to be shown, or nothing is left. */
async function inPage<Row extends Anchor>(page: Page, read: (after: Anchor | null, first: number) => Promise<Row[]>, shown: (rows: Row[]) => Row[] | Promise<Row[]>): Promise<Row[]> {
  const found: Row[] = []
  for (let after = page.after, first = page.first + 1; ; ) {
    const rows = await read(after, first)
    found.push(...(await shown(rows)))
    if (rows.length < first || found.length > page.first) return found.slice(0, page.first + 1)
    after = rows.at(-1) ?? null
    first = Math.max(leastOfRound, page.first + 1 - found.length)
  }
}
