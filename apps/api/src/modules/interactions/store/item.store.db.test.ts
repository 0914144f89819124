import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../../testing/app'
import { person, type Person } from '../../../testing/people'
import { operation } from '../../../testing/contract'
import { everywhere } from '../../../platform/directory/reach'
import { loadCommodities } from '../../../platform/firm/commodities'
import { createItemIndex } from '../item-index'
import { aClientOf, answered } from '../testing/recording'
import type { Anchor } from './interaction.store'
import type { ItemFilter } from './item-filter'
import { createItemStore, type Hit, type ItemStore } from './item.store'

let app: App
let broker: Person

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
})
afterAll(() => app.stop())

const without = {
  clientIds: null, from: null, to: null, categories: null, channels: null, authorIds: null, commodities: null, accounts: null, orderStatuses: null, hasAttachment: null, mentioned: null,
  orderId: null, feedbackStates: null,
}

/** All pages of what is found, one behind the other. */
async function pagesOf(store: ItemStore, filter: ItemFilter, order: 'newest' | 'oldest', first: number): Promise<string[]> {
  const found: Hit[] = []
  for (let after: Anchor | null = null; ; after = found.at(-1) ?? null) {
    const page = await store.search(filter, { order, after, first })
    found.push(...page)
    if (page.length < first) return found.map(({ id }) => id)
  }
}

test('a word is found in every item that has it, in order, however far back the newest entries are looked through first', async () => {
  const clientId = await aClientOf(app, broker)
  // Three in four have the common word, every fifth the rare one; the last is planned for next month.
  const notes = Array.from({ length: 20 }, (_, index) => ({
    note: { clientId, occurredAt: new Date(Date.now() - (index === 0 ? -20 : index ** 2) * 86_400_000).toISOString(), body: `${index % 4 === 3 ? 'x' : 'sorghum'} ${index % 5 === 4 ? 'zephyrine' : 'y'}` },
  }))
  const { accepted } = answered<{ accepted: { index: number; id: string }[] }>(await app.send(operation('RecordInteractions'), { input: { interactions: notes } }, broker.token))
  const idsOf = (has: (index: number) => boolean) => accepted.filter(({ index }) => has(index)).toSorted((one, other) => one.index - other.index).map(({ id }) => id)
  const index = createItemIndex(app.runtime.keys, await loadCommodities(app.environment.CONFIG_DIR))
  const filterOf = (text: string): ItemFilter => ({ ...without, reach: everywhere, viewer: { userId: broker.id as never, teamIds: [], all: true }, words: index.words(text.split(' ')) })
  const expected = { sorghum: idsOf((at) => at % 4 !== 3), zephyrine: idsOf((at) => at % 5 === 4), 'sorghum zephyrine': idsOf((at) => at % 4 !== 3 && at % 5 === 4) }
  for (const most of [1, 4, 12, 19, 1_000]) {
    const store = createItemStore(app.runtime.database, most)
    for (const [text, ids] of Object.entries(expected)) {
      for (const first of [1, 2, 5, 50]) {
        expect(await pagesOf(store, filterOf(text), 'newest', first)).toEqual(ids)
        expect(await pagesOf(store, filterOf(text), 'oldest', first)).toEqual(ids.toReversed())
      }
      const from = new Date(Date.now() - 50 * 86_400_000)
      expect(await pagesOf(store, { ...filterOf(text), from }, 'newest', 2)).toEqual(ids.filter((id) => accepted.some((one) => one.id === id && one.index < 8)))
    }
  }
})
