import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Actor } from '../../platform/directory/actor'
import { alwaysReaching, nowhere } from '../../platform/directory/reach'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
import { loadCommodities } from '../../platform/firm/commodities'
import { RequestContext } from '../../platform/graph/context'
import type { ItemIndex } from './item-index'
import type { ActivityStore } from './store/activity.store'
import type { InteractionStore } from './store/interaction.store'
import type { ItemStore } from './store/item.store'
import { TimelineCountsService } from './timeline-counts.service'
import { TimelineService } from './timeline.service'

const commodities = await loadCommodities(resolve(import.meta.dirname, '../../../../../config'))
const clientId = '0199d3a1-7b2c-7def-8123-456789abcdef' as ClientId
const client: DirectoryClient = { id: clientId, reference: 'C-1', ownerId: null, status: 'ACTIVE' }
const actor: Actor = { userId: 'u' as UserId, roles: [], permissions: new Map([['interactions:read', 'own']]), reaches: alwaysReaching(nowhere), reachUntil: null, credential: 'session:1', expiresAt: null }

/** A service over stores in which nothing happened; whoever is out of reach must not come to ask them. */
function serviceWith(reached: readonly DirectoryClient[]) {
  const asked: string[] = []
  const note = <Result>(name: string, result: Result) => () => {
    asked.push(name)
    return Promise.resolve(result)
  }
  const directory = { reachable: () => Promise.resolve(new Map(reached.map((one) => [one.id, one]))) } as unknown as Directory
  const store = { window: note('window', []), byIds: note('byIds', []), count: note('count', []) } as unknown as InteractionStore
  const activity = { counts: note('counts', []), byClients: note('byClients', new Map()) } as unknown as ActivityStore
  const items = { search: note('search', []), unreadable: note('unreadable', []), unreadableOf: note('unreadableOf', new Map()) } as unknown as ItemStore
  const index = { words: () => [], account: () => Buffer.alloc(16) } as unknown as ItemIndex
  const keys = { open: () => Promise.resolve([]) }
  // Only what the service calls is there.
  const service = new TimelineService({ store, items, index, directory, keys: keys as never, commodities })
  const counts = new TimelineCountsService({ store, activity, items, index, directory })
  return { service, counts, asked, context: new RequestContext(actor, 'request') }
}

const page = { order: 'newest' as const, first: 10, after: null }
const span = { from: '2026-11-20T10:30:00Z', to: '2026-11-21T00:00:00Z' }

describe('a client out of reach', () => {
  test('has no timeline, and no store is asked', async () => {
    const { service, counts, asked, context } = serviceWith([])
    expect(await service.timeline(context, clientId, {}, page)).toBeNull()
    expect(await service.timeline(context, clientId, { search: 'margin' }, page)).toBeNull()
    expect(await counts.density(context, clientId, span, 10)).toBeNull()
    expect(await counts.activity(context, clientId)).toBeNull()
    expect(asked).toEqual([])
    expect(context.reads.isEmpty).toBe(true)
  })
})

describe('a client within reach', () => {
  test('has one, and its reading is noted', async () => {
    const { service, counts, asked, context } = serviceWith([client])
    expect(await service.timeline(context, clientId, {}, page)).toEqual([])
    expect(await counts.density(context, clientId, span, 10)).toEqual([])
    expect(await counts.activity(context, clientId)).toBeUndefined()
    expect(new Set(asked)).toEqual(new Set(['window', 'counts', 'count', 'unreadable', 'byClients', 'unreadableOf']))
    expect(context.reads.clientIds).toEqual([clientId])
  })

  test('is not filtered by a search of nothing, and not found by a search without a word', async () => {
    const { service, asked, context } = serviceWith([client])
    await service.timeline(context, clientId, { search: '  ' }, page)
    expect(asked).toEqual(['window'])
    expect(await service.timeline(context, clientId, { search: '… !' }, page)).toEqual([])
    expect(asked).toEqual(['window'])
  })
})

test('extents of many clients are asked for at once', async () => {
  const ids = Array.from({ length: 25 }, (_, index) => `0199d3a1-7b2c-7def-8123-4567890000${index + 10}` as ClientId)
  const { counts, asked, context } = serviceWith(ids.map((id) => ({ ...client, id })))
  await Promise.all(ids.map((id) => counts.activity(context, id)))
  expect(asked).toEqual(['byClients', 'unreadableOf'])
})

test('wrong instants and a search that is too long are refused together', async () => {
  const { service, context } = serviceWith([client])
  const asked = service.search(context, { search: 'x'.repeat(501), from: 'yesterday', to: '2026-02-30T00:00:00Z' }, {}, page)
  await expect(asked).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { fields: [{ path: 'filter.from' }, { path: 'filter.to' }, { path: 'search' }] } })
})
