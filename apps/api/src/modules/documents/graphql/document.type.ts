import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@brokersync/schema/connection'
import { Document, User } from '@brokersync/schema/entities'
import { DocumentCategory, DocumentStatus } from '@brokersync/schema/enums'
import { DateTime, SafeInt } from '@brokersync/schema/scalars'
import type { Document as DocumentEntity } from '../document'

/** A document that comes with what is known of it, so that its fields need not be loaded by its id. */
export class ShownDocument extends Document {
  constructor(readonly entity: DocumentEntity) {
    super(entity.id)
  }
}

@ObjectType({ description: 'The bytes of a document, as they were at one time' })
export class DocumentVersion {
  @Field(() => Int)
  number!: number

  @Field(() => String)
  mediaType!: string

  @Field(() => SafeInt, { description: 'In bytes' })
  size!: number

  @Field(() => String, { description: 'SHA-256 of the bytes, in hexadecimal' })
  sha256!: string

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => User, { nullable: true })
  createdBy!: User | null

  @Field(() => String, { nullable: true })
  downloadUrl!: string | null
}

@ObjectType()
export class DocumentConnection extends connectionOf<Document>('Document', () => Document) {}

@InputType()
export class DocumentFilter {
  @Field(() => ID, { nullable: true })
  clientId?: string | null

  @Field(() => [DocumentCategory], { nullable: true })
  categories?: DocumentCategory[] | null

  @Field(() => [DocumentStatus], { nullable: true })
  statuses?: DocumentStatus[] | null

  @Field(() => Int, { nullable: true, description: 'Whose last day is within so many days, counted in UTC; soonest first' })
  expiresWithinDays?: number | null
}
