import type { DocumentCategory, DocumentStatus } from '@brokersync/schema/enums'
import type { ClientId, DocumentId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import type { Origin } from '../../../platform/postgres/commit'
import type { Document } from '../document'

/** Which documents are asked for; an empty list does not filter. */
export interface DocumentQuery {
  clientId: ClientId | null
  categories: readonly DocumentCategory[]
  statuses: readonly DocumentStatus[]
  /** Those whose last day is within so many days of UTC from today on; soonest first. */
  expiresWithinDays: number | null
}

/** Where the page before ended. */
export interface DocumentMark {
  id: string
  /** Only where the list is in the order of expiry. */
  expiresOn: string | null
}

/** The documents of those clients that a reach covers; for it there are no others. */
export interface DocumentStore {
  byIds(ids: readonly DocumentId[], reach: Reach): Promise<Map<DocumentId, Document>>
  /** Newest first, or soonest to expire first where that is asked for. */
  list(query: DocumentQuery, reach: Reach, page: { first: number; after: DocumentMark | null }): Promise<Document[]>
  /** The first of each client's documents, newest first. */
  ofClients(clientIds: readonly ClientId[], reach: Reach, first: number): Promise<Map<ClientId, Document[]>>
  create(document: Document, origin: Origin): Promise<void>
}
