import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { connection, type Connection } from '@brokersync/schema/connection'
import type { PublicAddress } from '../../../platform/files/public-address'
import type { RequestContext } from '../../../platform/graph/context'
import { pageSize, type Cursors } from '../../../platform/graph/cursor'
import { passHeader, rejectedPath, uploadPath } from '../http/import-files.routes'
import type { ImportService } from '../import.service'
import { ImportConnection, ImportType } from './import.type'
import { StartImportInput } from './start-import.input'
import { Upload } from './upload.type'

const list = 'imports'

@Resolver(() => ImportType)
export class ImportResolver {
  constructor(
    private readonly imports: ImportService,
    private readonly cursors: Cursors,
    private readonly address: PublicAddress,
  ) {}

  @Query(() => ImportType, { name: 'import', nullable: true })
  async byId(@Ctx() { actor }: RequestContext, @Arg('id', () => ID) id: string): Promise<ImportType> {
    return new ImportType(await this.imports.require(actor, id))
  }

  @Query(() => ImportConnection, { name: 'imports', description: 'One’s own, or those that one’s permission reaches; newest first' })
  async list(
    @Ctx() { actor }: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<Connection<ImportType>> {
    const [before] = after ? this.cursors.decode(list, after) : []
    const rows = await this.imports.list(actor, { first: pageSize(first) + 1, before: before === undefined ? null : String(before) })
    return connection(rows, { first, after: Boolean(after) }, (one) => ({ node: new ImportType(one), cursor: () => this.cursors.encode(list, [one.id]) }))
  }

  @Mutation(() => ImportType)
  async startImport(@Ctx() { actor, origin }: RequestContext, @Arg('input', () => StartImportInput) input: StartImportInput): Promise<ImportType> {
    return new ImportType(await this.imports.start(actor, input, origin))
  }

  @FieldResolver(() => Upload, { nullable: true, description: 'Where the file is to be sent, while it is awaited; made anew at each asking' })
  async upload(@Root() { entity }: ImportType, @Ctx() context: RequestContext): Promise<Upload | null> {
    const leave = await this.imports.upload(context.actor, entity)
    if (leave === null) return null
    const headers = [{ name: 'content-type', value: 'text/csv' }, { name: passHeader, value: leave.pass }]
    return { url: this.address.urlOf(uploadPath(entity.id), context), method: 'PUT', headers, expiresAt: leave.expiresAt }
  }

  @FieldResolver(() => String, { nullable: true, description: 'For an hour: the rejected rows as CSV, with the line and the reason beside each; null for who may not see what its columns say' })
  async rejectedRowsUrl(@Root() { entity }: ImportType, @Ctx() context: RequestContext): Promise<string | null> {
    const leave = await this.imports.rejectedRows(context.actor, entity)
    return leave === null ? null : this.address.urlOf(rejectedPath(entity.id, leave.pass), context)
  }
}
