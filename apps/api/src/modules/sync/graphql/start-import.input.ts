import { Field, InputType } from 'type-graphql'
import { DateOrder, FileFormat, ImportKind } from '@brokersync/schema/enums'
import { Json } from '@brokersync/schema/scalars'

@InputType()
export class ImportOptionsInput {
  @Field(() => String, { nullable: true, description: 'IANA name of the file’s encoding (utf-8, utf-16le, iso-8859-1, …); found from the bytes where left out' })
  encoding?: string | null

  @Field(() => String, { nullable: true, description: 'One character; found from the first lines where left out' })
  delimiter?: string | null

  @Field(() => String, { nullable: true, description: 'IANA zone in which a date without an hour is a day; the firm’s where left out' })
  timeZone?: string | null

  @Field(() => DateOrder, { nullable: true, description: 'The order of day and month in dates like 03/04/2026; found from the file where left out' })
  dateOrder?: DateOrder | null
}

@InputType()
export class StartImportInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ImportKind)
  kind!: ImportKind

  @Field(() => FileFormat)
  format!: FileFormat

  @Field(() => Json, { description: 'A column of the file to a field; columns of one field are joined by a space, in the file’s order' })
  mapping!: unknown

  @Field(() => Json, { nullable: true, description: 'A field to the value that stands for it where a row has none' })
  defaults?: unknown

  @Field(() => Boolean, { defaultValue: false })
  dryRun!: boolean

  @Field(() => String, { description: 'The system that the file comes from' })
  source!: string

  @Field(() => ImportOptionsInput, { nullable: true })
  options?: ImportOptionsInput | null
}
