import type { PersonalData } from '../../platform/privacy/personal-data'
import { eraseRows } from '../../platform/privacy/erased-rows'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import { earlierWordings } from './earlier-wordings'
import { openAll } from './interaction-events'
import type { InteractionStore } from './store/interaction.store'
import { eraseUnkept, wordings } from './erase-interactions'

const page = 500

/** What happened with a client: what is said of it goes with its class of record, and of one who is made anonymous what was said alone. */
export const interactionData = ({ database, keys, store, caughtUp }: { database: Database; keys: Keys; store: InteractionStore; caughtUp: () => Promise<void> }): PersonalData => ({
  async erase({ clientId, kind, kept }) {
    // What was recorded before and is still on its way is not put in place afterwards.
    await caughtUp()
    return kind === 'ANONYMISATION' ? eraseRows(database, clientId, wordings) : eraseUnkept({ store, database }, clientId, [...kept])
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
