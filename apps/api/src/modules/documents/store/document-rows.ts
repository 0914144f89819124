import type { DocumentCategory, DocumentStatus } from '@brokersync/schema/enums'
import type { ClientId, DocumentId, UserId } from '@brokersync/schema/ids'
import { madeWith, sealChanges } from '../../../platform/audit/changes'
import type { Keys, Sealer } from '../../../platform/keys/keys'
import type { AuditRow, Write } from '../../../platform/postgres/commit'
import type { Document, DocumentContent } from '../document'

/** A row of `documents.document`. */
export interface DocumentRow {
  id: DocumentId
  client_id: ClientId
  content: Buffer
  category: DocumentCategory
  status: DocumentStatus
  expires_on: string | null
  created_by: UserId | null
  version: number
}

export const columns = `o.id, o.client_id, o.content, o.category, o.status, to_char(o.expires_on, 'YYYY-MM-DD') AS expires_on, o.created_by, o.version`

/** All papers of a client have one key, which can be destroyed when the duty to keep them ends. */
export const keyOwnerOf = (clientId: ClientId) => ({ id: clientId, class: 'documents' })
const placeOf = (id: DocumentId, field: 'content') => ({ kind: 'document', field, record: id })

/** Documents of their rows, by one look-up of keys; one whose key was destroyed is left out. */
export async function openRows(keys: Keys, rows: readonly DocumentRow[]): Promise<Document[]> {
  const opened = await keys.open(rows.map((row) => ({ value: row.content, place: placeOf(row.id, 'content') })))
  return rows.flatMap((row, index) => {
    const content = opened[index] as DocumentContent | null | undefined
    if (!content) return []
    const { id, client_id: clientId, category, status, expires_on: expiresOn, created_by: createdBy, version } = row
    return [{ ...content, id, clientId, category, status, expiresOn, createdBy, version }]
  })
}

export function insertDocument(sealer: Sealer, document: Document): Write {
  const { id, clientId, title, tags, category, status, expiresOn, createdBy, version } = document
  return {
    sql: 'INSERT INTO documents.document (id, client_id, content, category, status, expires_on, created_by, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING 1',
    values: [id, clientId, sealer.seal(keyOwnerOf(clientId), placeOf(id, 'content'), { title, tags } satisfies DocumentContent), category, status, expiresOn, createdBy, version],
  }
}

/** The audit row of a new document, with what was recorded of it. */
export function createdAudit(sealer: Sealer, { id, clientId, title, tags, category, expiresOn }: Document): AuditRow {
  const changes = madeWith({ title, tags, category, expiresOn })
  const subject = { type: 'Document', id }
  return { action: 'registerDocument', subject, clientIds: [clientId], changes: sealChanges(sealer, { owner: keyOwnerOf(clientId), subject, needs: 'documents:read' }, changes) }
}
