import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { connection, type Connection } from '@brokersync/schema/connection'
import { Client, Document } from '@brokersync/schema/entities'
import { DocumentCategory, DocumentStatus } from '@brokersync/schema/enums'
import type { ClientId, DocumentId } from '@brokersync/schema/ids'
import { LocalDate } from '@brokersync/schema/scalars'
import { notFound } from '../../../platform/errors/domain-error'
import type { RequestContext } from '../../../platform/graph/context'
import { pageSize, type Cursors } from '../../../platform/graph/cursor'
import type { Document as DocumentEntity } from '../document'
import type { DocumentService } from '../document.service'
import type { DocumentMark, DocumentQuery } from '../store/document.store'
import { DocumentConnection, DocumentFilter, DocumentVersion, ShownDocument } from './document.type'

const list = 'documents'

const queryOf = (filter: DocumentFilter | null | undefined): DocumentQuery => ({
  clientId: (filter?.clientId ?? null) as ClientId | null,
  categories: filter?.categories ?? [],
  statuses: filter?.statuses ?? [],
  expiresWithinDays: filter?.expiresWithinDays ?? null,
})

/** Pages of documents, whose cursors hold what the next page goes on from. */
class DocumentPages {
  constructor(private readonly cursors: Cursors) {}

  after(cursor: string | null | undefined): DocumentMark | null {
    if (!cursor) return null
    const [id, expiresOn = null] = this.cursors.decode(list, cursor)
    return { id: String(id), expiresOn: expiresOn === null ? null : String(expiresOn) }
  }

  of(rows: readonly DocumentEntity[], first: number, after: string | null | undefined): Connection<Document> {
    return connection(rows, { first, after: Boolean(after) }, (one) => ({ node: new ShownDocument(one), cursor: () => this.cursors.encode(list, [one.id, one.expiresOn]) }))
  }
}

@Resolver(() => Document)
export class DocumentResolver {
  private readonly pages: DocumentPages

  constructor(
    private readonly documents: DocumentService,
    cursors: Cursors,
  ) {
    this.pages = new DocumentPages(cursors)
  }

  @Query(() => Document, { nullable: true })
  async document(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Document> {
    return new ShownDocument(await this.documents.require(context, id))
  }

  @Query(() => DocumentConnection, { name: 'documents', description: 'Newest first' })
  async list(
    @Ctx() context: RequestContext,
    @Arg('filter', () => DocumentFilter, { nullable: true }) filter: DocumentFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<Connection<Document>> {
    const rows = await this.documents.list(context, queryOf(filter), { first: pageSize(first) + 1, after: this.pages.after(after) })
    return this.pages.of(rows, first, after)
  }

  private async entity(document: Document, context: RequestContext): Promise<DocumentEntity> {
    if (document instanceof ShownDocument) return document.entity
    const found = await context.loader('documents by id', (ids: readonly DocumentId[]) => this.documents.byIds(context, ids)).load(document.id)
    if (found === null) throw notFound('document')
    return found
  }

  @FieldResolver(() => String)
  async title(@Root() document: Document, @Ctx() context: RequestContext): Promise<string> {
    return (await this.entity(document, context)).title
  }

  @FieldResolver(() => [String])
  async tags(@Root() document: Document, @Ctx() context: RequestContext): Promise<readonly string[]> {
    return (await this.entity(document, context)).tags
  }

  @FieldResolver(() => DocumentCategory)
  async category(@Root() document: Document, @Ctx() context: RequestContext): Promise<DocumentCategory> {
    return (await this.entity(document, context)).category
  }

  @FieldResolver(() => DocumentStatus)
  async status(@Root() document: Document, @Ctx() context: RequestContext): Promise<DocumentStatus> {
    return (await this.entity(document, context)).status
  }

  @FieldResolver(() => LocalDate, { nullable: true, description: 'The last day on which it holds' })
  async expiresOn(@Root() document: Document, @Ctx() context: RequestContext): Promise<string | null> {
    return (await this.entity(document, context)).expiresOn
  }

  @FieldResolver(() => Int)
  async version(@Root() document: Document, @Ctx() context: RequestContext): Promise<number> {
    return (await this.entity(document, context)).version
  }

  @FieldResolver(() => Client, { nullable: true })
  async client(@Root() document: Document, @Ctx() context: RequestContext): Promise<Client> {
    return new Client((await this.entity(document, context)).clientId)
  }

  @FieldResolver(() => DocumentVersion, { nullable: true, description: 'Null as long as its bytes have not come' })
  currentVersion(): null {
    return null
  }
}

/** What documents adds to a client. */
@Resolver(() => Client)
export class ClientDocumentsResolver {
  private readonly pages: DocumentPages

  constructor(
    private readonly of: DocumentService,
    cursors: Cursors,
  ) {
    this.pages = new DocumentPages(cursors)
  }

  @FieldResolver(() => DocumentConnection, { nullable: true, description: 'Newest first' })
  async documents(
    @Root() { id }: Client,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<Connection<Document>> {
    const size = pageSize(first) + 1
    const rows = after
      ? await this.of.list(context, { ...queryOf(null), clientId: id }, { first: size, after: this.pages.after(after) })
      : await context.loader(`documents of clients, ${size}`, (ids: readonly ClientId[]) => this.of.ofClients(context, ids, size)).load(id)
    return this.pages.of(rows, first, after)
  }
}
