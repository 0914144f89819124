import { everywhere } from '../../platform/directory/reach'
import { eraseRows } from '../../platform/privacy/erased-rows'
import type { PersonalData } from '../../platform/privacy/personal-data'
import type { Database } from '../../platform/postgres/database'
import type { DocumentStore } from './store/document.store'

/** A client's papers. */
export const documentData = ({ database, store }: { database: Database; store: DocumentStore }): PersonalData => ({
  erase: async ({ clientId, kept }) => (kept.has('documents') ? { writes: [], removed: {} } : eraseRows(database, clientId, { documents: { table: 'documents.document' } })),
  async *held(clientId) {
    const found = await store.ofClients([clientId], everywhere, 10_000)
    for (const { clientId: _, ...record } of found.get(clientId) ?? []) yield { kind: 'document', record: { ...record }, by: record.createdBy }
  },
})
