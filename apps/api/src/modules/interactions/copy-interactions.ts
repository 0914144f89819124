import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ClientId } from '@brokersync/schema/ids'
import type { Anchor, InteractionStore, StoredInteraction } from './store/interaction.store'

const page = 1_000
const attempts = 5
/** Milliseconds by which clocks of machines may differ. */
const clocks = 60_000

/** As of when what is copied is written, so that whatever was written or forgotten since the move began has the last word. */
export const beforeMove = (movingSince: Date): Date => new Date(movingSince.getTime() - clocks)

async function* pagesOf(store: InteractionStore, clientId: ClientId): AsyncGenerator<StoredInteraction[]> {
  for (let after: Anchor | null = null; ; ) {
    const items: StoredInteraction[] = await store.window({ clientIds: [clientId], from: null, to: null, categories: null, order: 'oldest', after, first: page })
    if (items.length > 0) yield items
    const last = items.at(-1)
    if (last === undefined || items.length < page) return
    after = { occurredAt: last.occurredAt, id: last.id }
  }
}

// Stores give the fields of an object back in orders of their own.
const sorted = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))) : value

/** What a store holds of a client, told by a hash: two that hold the same tell the same. */
async function contentOf(store: InteractionStore, clientId: ClientId): Promise<{ count: number; hash: string }> {
  const hash = createHash('sha256')
  let count = 0
  for await (const items of pagesOf(store, clientId)) {
    for (const { sealed, ...rest } of items) hash.update(JSON.stringify(rest, sorted)).update(sealed)
    count += items.length
  }
  return { count, hash: hash.digest('hex') }
}

async function copy(from: InteractionStore, to: InteractionStore, clientId: ClientId, before: Date): Promise<void> {
  for await (const items of pagesOf(from, clientId)) await to.fill(items, before)
  // One who was forgotten meanwhile may have been read before, and written after.
  const left = await from.window({ clientIds: [clientId], from: null, to: null, categories: null, after: null, first: 1 })
  if (left.length === 0) await to.forget(clientId)
}

/**
 * Copies what one store holds of a client into another, until both tell the same; what is recorded meanwhile goes to both, and may be between two looks.
 * @returns how many interactions there are.
 */
export async function copyClient(from: InteractionStore, to: InteractionStore, clientId: ClientId, before: Date): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    await copy(from, to, clientId, before)
    const [there, here] = [await contentOf(from, clientId), await contentOf(to, clientId)]
    if (there.hash === here.hash) return here.count
    if (attempt === attempts) throw new Error(`Of client ${clientId} there are ${there.count} interactions in the one place and ${here.count} in the other, or they differ; nothing was switched over`)
    await pause(200 * attempt)
  }
}
