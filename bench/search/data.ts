import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Interaction } from '../../apps/api/src/modules/interactions/interaction'
import { seeded } from '../../proofs/lib/random'
import { interactionOf } from '../lib/interactions'
import { writer, zipf } from '../lib/writing'

const uuid = (kind: number, index: number) => `0190f3d2-000${kind}-7000-8000-${String(index).padStart(12, '0')}`

/** The brokers; whoever searches oversees the first half of them. */
export const brokers = Array.from({ length: 20 }, (_, index) => uuid(1, index) as UserId)
export const team = brokers.slice(0, brokers.length / 2)

const begin = Date.UTC(2016, 0)
const length = Date.UTC(2026, 0) - begin

const written = () => writer(seeded(2_026))

/** A thousandth as many clients as interactions, the first with most of them, each with its broker. */
export const clientsOf = (interactions: number): { id: ClientId; ownerId: UserId }[] =>
  Array.from({ length: Math.max(20, interactions / 1_000) }, (_, index) => ({ id: uuid(2, index) as ClientId, ownerId: brokers[index % brokers.length] as UserId }))

/** So many interactions over ten years in the order in which they happened; the same for the same number. */
export function* interactionsOf(count: number): Generator<Interaction> {
  const clients = clientsOf(count)
  const [random, writing] = [seeded(count), written()]
  const next = zipf(random.fork(), clients.length, 1.1)
  for (let number = 0; number < count; number += 1) {
    const client = clients[next()] ?? clients[0]
    if (client === undefined) return
    const occurredAt = new Date(begin + Math.floor((number * length) / count))
    yield interactionOf({ random, writer: writing, clientId: client.id, authorId: client.ownerId, occurredAt, number })
  }
}

/** What is searched for: in each kind so many searches, words from the same places of the vocabulary whatever the size. */
export function searches(each: number): ReadonlyMap<string, readonly string[]> {
  const { words } = written()
  const at = (rank: number) => words[rank] ?? ''
  const some = (of: (index: number) => string) => Array.from({ length: each }, (_, index) => of(index))
  return new Map([
    ['a common word', some((index) => at(2 + index))],
    ['a word', some((index) => at(300 + 7 * index))],
    ['a rare word', some((index) => at(15_000 + 97 * index))],
    ['a prefix', some((index) => at(800 + 11 * index).slice(0, 3 + (index % 3)))],
    ['two words', some((index) => `${at(20 + index)} ${at(150 + 3 * index)}`)],
  ])
}
