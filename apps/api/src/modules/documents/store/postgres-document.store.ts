import type { ClientId } from '@brokersync/schema/ids'
import { directoryColumns, reachValues, withinReach } from '../../../platform/directory/reach-sql'
import { whileStanding } from '../../../platform/directory/standing'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Database } from '../../../platform/postgres/database'
import type { Document } from '../document'
import { columns, createdAudit, insertDocument, keyOwnerOf, openRows, type DocumentRow } from './document-rows'
import type { DocumentQuery, DocumentStore } from './document.store'

// The clients that a caller reaches, joined into every statement.
const reached = `documents.document o JOIN documents.directory_client d ON d.client_id = o.client_id AND ${withinReach(directoryColumns)}`

const filters = `($5::uuid IS NULL OR o.client_id = $5) AND ($6::text[] = '{}' OR o.category = ANY ($6)) AND ($7::text[] = '{}' OR o.status = ANY ($7))`

const newestFirst = `SELECT ${columns} FROM ${reached} WHERE ${filters} AND ($8::uuid IS NULL OR o.id < $8) ORDER BY o.id DESC LIMIT $9`

const soonestFirst = `SELECT ${columns} FROM ${reached} WHERE ${filters}
  AND o.expires_on BETWEEN (now() AT TIME ZONE 'UTC')::date AND (now() AT TIME ZONE 'UTC')::date + $10::int
  AND ($8::uuid IS NULL OR (o.expires_on, o.id) > ($11::date, $8)) ORDER BY o.expires_on, o.id LIMIT $9`

const newestOfEach = `SELECT o.* FROM unnest($5::uuid[]) AS c(client_id)
  CROSS JOIN LATERAL (SELECT ${columns} FROM ${reached} WHERE o.client_id = c.client_id ORDER BY o.id DESC LIMIT $6) AS o`

export function postgresDocumentStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }): DocumentStore {
  const list = (query: DocumentQuery, filled: readonly unknown[], after: { id: string; expiresOn: string | null } | null, first: number) =>
    query.expiresWithinDays === null
      ? database.query<DocumentRow>(newestFirst, [...filled, after?.id ?? null, first])
      : database.query<DocumentRow>(soonestFirst, [...filled, after?.id ?? null, first, query.expiresWithinDays, after?.expiresOn ?? null])

  return {
    async byIds(ids, reach) {
      const rows = await database.query<DocumentRow>(`SELECT ${columns} FROM ${reached} WHERE o.id = ANY ($5::uuid[])`, [...reachValues(reach), ids])
      return new Map((await openRows(keys, rows)).map((document) => [document.id, document]))
    },
    async list(query, reach, { first, after }) {
      const filled = [...reachValues(reach), query.clientId, query.categories, query.statuses]
      return openRows(keys, await list(query, filled, after, first))
    },
    async ofClients(clientIds, reach, first) {
      const rows = await database.query<DocumentRow>(newestOfEach, [...reachValues(reach), clientIds, first])
      const found = new Map<ClientId, Document[]>()
      for (const document of await openRows(keys, rows)) found.set(document.clientId, [...(found.get(document.clientId) ?? []), document])
      return found
    },
    async create(document, origin) {
      const sealer = await keys.sealerFor([keyOwnerOf(document.clientId)])
      await commit({ writes: [whileStanding('documents', [document.clientId]), insertDocument(sealer, document)], audit: [createdAudit(sealer, document)] }, origin)
    },
  }
}
