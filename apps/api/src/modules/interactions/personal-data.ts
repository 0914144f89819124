import type { PersonalData } from '../../platform/privacy/personal-data'
import { eraseRows } from '../../platform/privacy/erased-rows'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import { recordOf } from './interaction'
import { earlierWordings } from './earlier-wordings'
import { openAll } from './interaction-events'
import type { InteractionStore } from './store/interaction.store'

const earlier = { 'earlier wordings': { table: 'interactions.revision' } }
const words = { 'words that are searched for': { table: 'interactions.search_entry' } }
const all = {
  interactions: { table: 'interactions.item' },
  ...words,
  ...earlier,
  pins: { table: 'interactions.pin' },
  counts: { table: 'interactions.activity_count' },
  'times of contact': { table: 'interactions.client_activity' },
  commodities: { table: 'interactions.client_commodity' },
  accounts: { table: 'interactions.client_account' },
  mentions: { table: 'interactions.document_mention' },
  'order events': { table: 'interactions.order_event' },
  orders: { table: 'interactions.order_life' },
  'opening positions': { table: 'interactions.opening_position' },
}

const classes = [...new Set(Object.values(recordOf))]
const page = 500

/** What happened with a client. As long as any of it is kept, that it happened stays; what was said dies with its key. */
export const interactionData = ({ database, keys, store, caughtUp }: { database: Database; keys: Keys; store: InteractionStore; caughtUp: () => Promise<void> }): PersonalData => ({
  async erase({ clientId, kind, kept }) {
    // What was recorded before and is still on its way is not put in place afterwards.
    await caughtUp()
    const keepsSome = [...kept].some((name) => classes.some((one) => name.startsWith(`${one}-`)))
    if (kind === 'ANONYMISATION' || keepsSome) return eraseRows(database, clientId, kind === 'ANONYMISATION' ? { ...words, ...earlier } : words)
    await store.forget(clientId)
    return eraseRows(database, clientId, all)
  },
  async *held(clientId, { from, to }) {
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
