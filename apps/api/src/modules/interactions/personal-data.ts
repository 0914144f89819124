import type { InteractionId, UserId } from '@brokersync/schema/ids'
import type { PersonalData } from '../../platform/privacy/personal-data'
import { eraseRows } from '../../platform/privacy/erased-rows'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import { earlierWordings } from './earlier-wordings'
import { openAll } from './interaction-events'
import { namedOpenings, type NamedOpening } from './position.service'
import type { InteractionStore } from './store/interaction.store'
import type { PositionStore } from './store/position.store'
import { eraseUnkept, wordings } from './erase-interactions'

const page = 500

interface Parts {
  database: Database
  keys: Keys
  store: InteractionStore
  positions: Pick<PositionStore, 'allOpenings'>
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
}

/** An opening position as a person reads it: what was held, of what contract, in which account. */
const openingRecord = ({ id, asOf, recordedAt, authorId, contract, quantity, price, accountName }: NamedOpening) => ({ id, asOf, recordedAt, authorId, ...contract, quantity, ...price, account: accountName })

/** What happened with a client: what is said of it goes with its class of record, and of one who is made anonymous what was said alone. */
export const interactionData = ({ database, keys, store, positions, caughtUp }: Parts): PersonalData => ({
  async erase({ clientId, kind, kept }) {
    // What was recorded before and is still on its way is not put in place afterwards.
    await caughtUp()
    return kind === 'ANONYMISATION' ? eraseRows(database, clientId, wordings) : eraseUnkept({ store, database }, clientId, [...kept])
  },
  async *held(clientId, { from, to }) {
    for (const opening of await namedOpenings(keys, await positions.allOpenings(clientId, { from, to }))) yield { kind: 'opening position', record: openingRecord(opening), by: opening.authorId }
    const pins = await database.query<{ of: InteractionId; pinnedBy: UserId; pinnedAt: Date }>('SELECT id AS of, pinned_by AS "pinnedBy", pinned_at AS "pinnedAt" FROM interactions.pin WHERE client_id = $1', [clientId])
    for (const pin of pins) yield { kind: 'pin', record: pin, by: pin.pinnedBy }
    for (let after = null as { occurredAt: Date; id: string } | null; ; ) {
      const stored = await store.window({ clientIds: [clientId], from, to, categories: null, after, first: page })
      const before = await earlierWordings({ database, keys }, stored.map(({ id }) => id))
      for (const { clientId: _, ...record } of await openAll(keys, stored)) {
        yield { kind: record.kind, record, by: record.authorId }
        for (const wording of before.get(record.id) ?? []) yield { kind: 'earlier wording', record: { of: record.id, ...wording }, by: record.authorId }
      }
      const last = stored.at(-1)
      if (last === undefined || stored.length < page) return
      after = { occurredAt: last.occurredAt, id: last.id }
    }
  },
})
