import { isUuid, type ClientId, type DocumentId } from '@brokersync/schema/ids'
import { reachOf } from '../../platform/directory/actor'
import type { Directory } from '../../platform/directory/directory'
import { requireWorkable } from '../../platform/directory/workable'
import { badInput, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import { faultsOf, type Document, type NewDocument } from './document'
import type { DocumentMark, DocumentQuery, DocumentStore } from './store/document.store'

const longest = 36_500

/** The use cases of documents. */
export class DocumentService {
  constructor(private readonly parts: { store: DocumentStore; directory: Directory }) {}

  /** @throws {DomainError} NOT_FOUND, also for one of a client out of reach. */
  async require(context: RequestContext, id: string): Promise<Document> {
    const [found] = isUuid(id) ? await this.byIds(context, [id as DocumentId]) : []
    if (!found) throw notFound('document')
    return found
  }

  /** Those that the caller may see, in the order of the ids; null for the others. */
  async byIds({ actor, reads }: RequestContext, ids: readonly DocumentId[]): Promise<(Document | null)[]> {
    const found = await this.parts.store.byIds(ids.filter(isUuid), reachOf(actor, 'documents:read'))
    reads.add('documents', [...found.values()].map(({ clientId }) => clientId))
    return ids.map((id) => found.get(id) ?? null)
  }

  /** @throws {DomainError} BAD_USER_INPUT; NOT_FOUND for a client out of reach. */
  async list({ actor, reads }: RequestContext, query: DocumentQuery, page: { first: number; after: DocumentMark | null }): Promise<Document[]> {
    const { clientId, expiresWithinDays: days } = query
    if (days !== null && (days < 0 || days > longest)) throw badInput([{ path: 'filter.expiresWithinDays', message: `must be from 0 to ${longest}` }])
    if (clientId !== null) await this.parts.directory.require(actor, 'documents:read', clientId)
    const found = await this.parts.store.list(query, reachOf(actor, 'documents:read'), page)
    reads.add('documents', found.map((document) => document.clientId))
    return found
  }

  /** The newest documents of each client, as far as the caller may see them. */
  async ofClients({ actor, reads }: RequestContext, clientIds: readonly ClientId[], first: number): Promise<Document[][]> {
    const found = await this.parts.store.ofClients(clientIds, reachOf(actor, 'documents:read'), first)
    reads.add('documents', clientIds)
    return clientIds.map((id) => found.get(id) ?? [])
  }

  /**
   * Records a document whose bytes are still to come.
   * @throws {DomainError} BAD_USER_INPUT with all faults; NOT_FOUND for a client out of reach.
   */
  async register({ actor, origin }: RequestContext, given: NewDocument): Promise<Document> {
    const client = await this.parts.directory.require(actor, 'documents:write', given.clientId)
    requireWorkable(client)
    const faults = faultsOf(given)
    if (faults.length > 0) throw badInput(faults)
    const document: Document = {
      id: uuidv7<DocumentId>(), clientId: client.id, title: given.title.trim(), tags: [...new Set(given.tags ?? [])], category: given.category,
      status: 'AWAITING_UPLOAD', expiresOn: given.expiresOn ?? null, createdBy: actor.userId, version: 1,
    }
    await this.parts.store.create(document, origin)
    return document
  }
}
