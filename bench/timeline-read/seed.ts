import { randomBytes } from 'node:crypto'
import type { TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { encodeInteractionId } from '../../apps/api/src/modules/interactions/interaction-id'
import type { InteractionStore, StoredInteraction } from '../../apps/api/src/modules/interactions/store/interaction.store'
import { uuidv7 } from '../../apps/api/src/platform/ids'
import type { Database } from '../../apps/api/src/platform/postgres/database'
import { seeded } from '../../proofs/lib/random'
import { batchesOf } from '../lib/batches'

export const years = { first: 2016, count: 10 }
const begin = Date.UTC(years.first, 0)
const length = Date.UTC(years.first + years.count, 0) - begin
const categories = ['ORDER', 'ORDER', 'ORDER', 'COMMUNICATION', 'COMMUNICATION', 'NOTE', 'EVENT'] as const satisfies readonly TimelineCategory[]
const author = uuidv7<UserId>()

/** A client's interactions over ten years, evenly, some 300 sealed bytes each; the same for the same number. */
export function* interactionsOf(clientId: ClientId, count: number): Generator<StoredInteraction> {
  const random = seeded(count)
  // As long and as dense as what is sealed; what it says is nothing to whoever reads it back.
  const sealed = randomBytes(300)
  const hash = Buffer.alloc(8)
  for (let index = 0; index < count; index += 1) {
    const occurredAt = new Date(begin + Math.floor((index * length) / count) + random.between(0, 999))
    hash.writeUInt32BE(index)
    const id = encodeInteractionId({ clientId, occurredAt, hash })
    yield { id, clientId, occurredAt, recordedAt: occurredAt, category: random.of(categories), authorId: author, kind: 'Note', codes: { mentionIds: [], aboutId: null, visibility: 'ALL' }, sealed }
  }
}

const batch = 2_000

/** Puts a client's interactions into some stores, and keeps the counts that the applier keeps. */
export async function seed(database: Database, stores: readonly InteractionStore[], clientId: ClientId, count: number): Promise<void> {
  const counts = new Map<string, number>()
  for (const items of batchesOf(interactionsOf(clientId, count), batch)) {
    await Promise.all(stores.map((store) => store.put(items)))
    for (const { occurredAt, category } of items) {
      const text = occurredAt.toISOString()
      for (const [unit, start] of [['hour', `${text.slice(0, 13)}:00:00Z`], ['day', `${text.slice(0, 10)}T00:00:00Z`], ['month', `${text.slice(0, 7)}-01T00:00:00Z`]] as const) {
        const key = `${unit} ${start} ${category}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
  }
  const rows = [...counts].map(([key, n]) => [...key.split(' '), n] as [string, string, string, number])
  for (let at = 0; at < rows.length; at += 10_000) {
    const some = rows.slice(at, at + 10_000)
    await database.query('INSERT INTO interactions.activity_count (client_id, unit, start, category, n) SELECT $1::uuid, * FROM unnest($2::text[], $3::timestamptz[], $4::text[], $5::int[])', [
      clientId, some.map(([unit]) => unit), some.map(([, start]) => start), some.map(([, , category]) => category), some.map(([, , , n]) => n),
    ])
  }
  await database.query('INSERT INTO interactions.client_activity (client_id, first_at, last_at, n) VALUES ($1, $2, $3, $4)', [clientId, new Date(begin), new Date(begin + length), count])
}
