import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import type { InteractionStore } from '../../apps/api/src/modules/interactions/store/interaction.store'
import { aClient, anItem } from '../../apps/api/src/modules/interactions/testing/items'
import type { Database } from '../../apps/api/src/platform/postgres/database'
import type { Random } from '../lib/random'

const clientCount = 20
const lanes = 4
/** Milliseconds that each lane waits from one put to the next. */
const pause = 5

/** Puts items and reads them back, all the time. */
export interface Load {
  /** What was acknowledged, by client. */
  put: ReadonlyMap<ClientId, ReadonlySet<InteractionId>>
  counts: { puts: number; readings: number; refused: number }
  stop(): Promise<void>
}

/** That there is something in each month of the year, as the applier would count it. */
const counted = `INSERT INTO interactions.activity_count (client_id, unit, start, category, n)
  SELECT id, 'month', start, 'NOTE', 1000 FROM unnest($1::uuid[]) AS c(id), generate_series('2026-01-01Z'::timestamptz, '2026-12-01Z', '1 month') AS m(start)`

/** @param complain is told of what was acknowledged and is not read, of what is read twice, and of every refusal: two nodes of three are enough for all. */
export async function startLoad({ store, database, random, complain }: { store: InteractionStore; database: Database; random: Random; complain: (fault: string) => void }): Promise<Load> {
  const put = new Map(Array.from({ length: clientCount }, () => [aClient(), new Set<InteractionId>()]))
  const clients = [...put.keys()] as [ClientId, ...ClientId[]]
  await database.query(counted, [clients])
  const counts = { puts: 0, readings: 0, refused: 0 }
  let stopped = false
  const refused = (what: string) => (error: unknown): null => {
    counts.refused += 1
    complain(`${what} was refused: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  const lane = async (): Promise<void> => {
    while (!stopped) {
      const clientId = random.of(clients)
      const at = new Date(Date.UTC(2026, random.between(0, 11), random.between(1, 28), 0, 0, 0, random.between(0, 999)))
      const item = anItem(clientId, at.toISOString())
      const done = await store.put([item]).then(() => true, refused('a put'))
      if (done) put.get(clientId)?.add(item.id)
      counts.puts += 1
      await sleep(pause)
    }
  }
  const reader = async (): Promise<void> => {
    while (!stopped) {
      const clientId = random.of(clients)
      const known = [...(put.get(clientId) ?? [])]
      const read = await idsOf(store, clientId).catch(refused('a reading'))
      if (read !== null) compare(clientId, known, read, complain)
      counts.readings += 1
      await sleep(pause)
    }
  }
  const running = [...Array.from({ length: lanes }, lane), reader()]
  return {
    put,
    counts,
    async stop() {
      stopped = true
      await Promise.all(running)
    },
  }
}

/** All that a store has of a client, newest first, page by page. */
export async function idsOf(store: InteractionStore, clientId: ClientId): Promise<InteractionId[]> {
  const ids: InteractionId[] = []
  for (let after: { occurredAt: Date; id: InteractionId } | null = null; ; ) {
    const page = await store.window({ clientIds: [clientId], from: null, to: null, categories: null, after, first: 500 })
    ids.push(...page.map(({ id }) => id))
    after = page.at(-1) ?? null
    if (page.length < 500) return ids
  }
}

/** Complains of each that was acknowledged before it was read and is not there, and of each that is there twice. */
export function compare(clientId: ClientId, known: readonly InteractionId[], read: readonly InteractionId[], complain: (fault: string) => void): void {
  const found = new Set(read)
  if (found.size !== read.length) complain(`${clientId}: ${read.length - found.size} are there twice`)
  for (const id of known) if (!found.has(id)) complain(`${clientId}: ${id} was acknowledged and is not there`)
}
