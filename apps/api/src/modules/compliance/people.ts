import type { UserId } from '@brokersync/schema/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import { openChanges } from './audit-changes'
import { entriesOf, type AuditQuery } from './store/audit-entry.store'

/** Somebody of the firm. */
export interface Person {
  id: UserId
  name: string
  email: string
}

const madeOrChanged: AuditQuery = { subjectId: null, clientId: null, actorId: null, requestId: null, actions: ['createUser', 'updateUser'], kind: 'CHANGE', reads: [], late: null, from: null, to: null }
const batch = 1_000

/** The firm's people by their ids, as the audit trail tells of them: no other table here knows a name. */
export async function peopleOf({ database, keys }: { database: Database; keys: Keys }): Promise<Map<string, Person>> {
  const people = new Map<string, Person>()
  for (let after = 0; ; ) {
    const entries = await entriesOf(database, madeOrChanged, { first: batch, after })
    const opened = await openChanges(keys, () => true, entries)
    for (const { id: entry, subjectId } of entries) {
      const changed = new Map((opened.get(entry) ?? []).map(({ field, after: value }) => [field, value]))
      const id = subjectId as UserId
      const before = people.get(id) ?? { id, name: '', email: '' }
      people.set(id, { id, name: String(changed.get('name') ?? before.name), email: String(changed.get('email') ?? before.email) })
    }
    const last = entries.at(-1)
    if (last === undefined || entries.length < batch) return people
    after = last.number
  }
}
