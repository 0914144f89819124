import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { ClientId } from '@brokersync/schema/ids'
import { wordsOf } from '@brokersync/schema/search-words'
import type { Actor } from '../../apps/api/src/platform/directory/actor'
import { createDirectory } from '../../apps/api/src/platform/directory/directory'
import { reachesOf } from '../../apps/api/src/platform/directory/reach'
import type { Commodities } from '../../apps/api/src/platform/firm/commodities'
import { RequestContext } from '../../apps/api/src/platform/graph/context'
import type { Keys } from '../../apps/api/src/platform/keys/keys'
import type { Database } from '../../apps/api/src/platform/postgres/database'
import { openAll } from '../../apps/api/src/modules/interactions/interaction-events'
import { createItemIndex } from '../../apps/api/src/modules/interactions/item-index'
import { seeker, wordsOfItem } from '../../apps/api/src/modules/interactions/search-tokens'
import type { InteractionStore } from '../../apps/api/src/modules/interactions/store/interaction.store'
import { createItemStore } from '../../apps/api/src/modules/interactions/store/item.store'
import { TimelineService } from '../../apps/api/src/modules/interactions/timeline.service'
import { mayRead, viewerOf } from '../../apps/api/src/modules/interactions/visibility'
import { team } from './data'

/** One search: the ids of the newest that are found, in one client, or of all that the caller may see. */
export type Search = (words: string, clientId: ClientId | null) => Promise<string[]>

/** A page of the list that the product shows, and the one more by which it knows that there are others. */
const first = 50

const [userId = team[0]] = team
if (userId === undefined) throw new Error('Nobody searches')

/** Sees the clients of the own team, and of private notes the own. */
const actor: Actor = {
  userId, roles: ['BROKER'], permissions: new Map([['interactions:read', 'team']]), reaches: reachesOf({ userId, lenderIds: [], teamIds: team, clientIds: [], exceptOwnerIds: [] }),
  reachUntil: null, credential: 'session:bench', expiresAt: null,
}

interface Parts {
  database: Database
  keys: Keys
  commodities: Commodities
  store: InteractionStore
}

/** As the product's resolvers search. */
export function ours({ database, keys, commodities, store }: Parts): { search: Search; close: () => void } {
  // Nothing is recorded meanwhile.
  const still = { catchUp: () => Promise.resolve(), progress: () => Promise.resolve({ position: 0, head: 0 }), position: () => Promise.resolve(0), whenHandled: () => Promise.resolve(), wake: () => undefined, stop: () => Promise.resolve() }
  const directory = createDirectory('interactions', database, still)
  const service = new TimelineService({ store, items: createItemStore(database), index: createItemIndex(keys, commodities), directory, keys, commodities })
  const page = { order: 'newest' as const, first, after: null }
  return {
    async search(search, clientId) {
      const context = new RequestContext(actor, 'bench')
      const items = clientId === null ? await service.search(context, { search }, {}, page) : await service.timeline(context, clientId, { search }, page)
      return (items ?? []).map(({ id }) => id)
    },
    close: () => directory.close(),
  }
}

// Of 3 to 8 letters a word finds what begins with it, as in the product.
const asQuery = (search: string) => wordsOf(search).map((word) => (word.length >= 3 && word.length <= 8 ? `${word}:*` : word)).join(' & ')

const readable = `(p.visibility = 'ALL' OR p.author_id = $3)`

/** The plain text, found by a tsvector, for the same caller. */
export const plain = (client: pg.Client): Search => async (search, clientId) => {
  const within = clientId === null ? '' : 'AND p.client_id = $4'
  const text = `SELECT p.id, p.words FROM plain p JOIN interactions.directory_client d ON d.client_id = p.client_id
    WHERE p.found_by @@ to_tsquery('english', $1) AND d.owner_id = ANY ($2::uuid[]) AND ${readable} ${within} ORDER BY p.occurred_at DESC, p.id DESC LIMIT ${first + 1}`
  const values = [asQuery(search), team, userId, ...(clientId === null ? [] : [clientId])]
  const { rows } = await client.query<{ id: string }>({ name: clientId === null ? 'everywhere' : 'in one', text, values })
  return rows.map(({ id }) => id)
}

/** All of one client opened and read, the newest first, till a page is full. */
export const decryptingAll = ({ keys, commodities, store }: Parts): Search => async (search, clientId) => {
  if (clientId === null) throw new Error('Only of one client')
  const hasAll = seeker(wordsOf(search))
  const found: string[] = []
  const viewer = viewerOf(actor)
  for (let after: { occurredAt: Date; id: string } | null = null; ; ) {
    const rows = await store.window({ clientIds: [clientId], from: null, to: null, categories: null, order: 'newest', after: after as never, first: 1_000 })
    for (const item of await openAll(keys, rows)) {
      if (mayRead(viewer, item) && hasAll(wordsOfItem(item, commodities))) found.push(item.id)
    }
    after = rows.at(-1) ?? null
    if (rows.length < 1_000) return found.slice(0, first + 1)
  }
}

/** Whatever they found, in one line. */
export const hashOf = (found: readonly (readonly string[])[]): string =>
  `${found.reduce((sum, ids) => sum + ids.length, 0)} found, ${createHash('sha256').update(JSON.stringify(found)).digest('hex').slice(0, 12)}`
