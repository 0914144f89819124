import { connectionOf } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import { AuditExportFormat, AuditKind } from '@brokersync/schema/enums'
import { DateTime, Json, LocalDate, SafeInt } from '@brokersync/schema/scalars'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { ChainedEntry } from '../audit-chain'

@ObjectType({ description: 'A field before and after a change' })
export class FieldChange {
  @Field(() => String)
  field!: string

  @Field(() => Json, { nullable: true })
  before!: unknown

  @Field(() => Json, { nullable: true })
  after!: unknown

  @Field(() => Boolean, { description: 'The values are not for the caller: before and after are keyed fingerprints, equal where values of this field of this record are' })
  fingerprinted!: boolean
}

@ObjectType()
export class AuditSubject {
  @Field(() => String)
  type!: string

  @Field(() => ID)
  id!: string
}

@ObjectType({ description: 'Who changed or read what, when, from where and by which request' })
export class AuditEntry {
  @Field(() => ID)
  id!: string

  @Field(() => SafeInt, { description: 'Its place in the chain' })
  number!: number

  @Field(() => DateTime, { description: 'When it was written' })
  at!: Date

  @Field(() => DateTime, { nullable: true, description: 'When what it tells of happened, where that was not then' })
  occurredAt!: Date | null

  @Field(() => DateTime, { description: 'When it was chained' })
  recordedAt!: Date

  @Field(() => Boolean, { description: 'It was written a day or more after what it tells of, or chained minutes after it was written' })
  late!: boolean

  @Field(() => User, { nullable: true, description: 'Null where the system itself acted' })
  actor!: User | null

  @Field(() => String, { description: 'Through what: `session:…`, `token:…`, `system`, …' })
  credential!: string

  @Field(() => String, { nullable: true })
  address!: string | null

  @Field(() => String, { nullable: true, description: 'The class of program that called: chrome, curl, …' })
  agent!: string | null

  @Field(() => String)
  action!: string

  @Field(() => AuditSubject, { nullable: true })
  subject!: AuditSubject | null

  @Field(() => [String], { nullable: true, description: 'The kinds of data that were read; null for a change' })
  reads!: readonly string[] | null

  @Field(() => Int, { description: 'How many clients’ data it was' })
  clientCount!: number

  @Field(() => String)
  requestId!: string

  @Field(() => String, { description: 'SHA-256, in hexadecimal' })
  hash!: string

  /** What the fields of a class below are resolved from. */
  entry!: ChainedEntry
}

@ObjectType()
export class AuditEntryConnection extends connectionOf<AuditEntry>('AuditEntry', () => AuditEntry) {}

@InputType()
export class AuditFilter {
  @Field(() => ID, { nullable: true })
  subjectId?: string | null

  @Field(() => ID, { nullable: true, description: 'Whose data it was' })
  clientId?: string | null

  @Field(() => ID, { nullable: true })
  actorId?: string | null

  @Field(() => String, { nullable: true })
  requestId?: string | null

  @Field(() => [String], { nullable: true })
  actions?: string[] | null

  @Field(() => AuditKind, { nullable: true })
  kind?: AuditKind | null

  @Field(() => [String], { nullable: true, description: 'Kinds of data, of which it read any' })
  reads?: string[] | null

  @Field(() => Boolean, { nullable: true })
  late?: boolean | null

  @Field(() => DateTime, { nullable: true })
  from?: string | null

  @Field(() => DateTime, { nullable: true })
  to?: string | null
}

@ObjectType({ description: 'What one user has had to do with a client' })
export class ClientAccess {
  @Field(() => User, { nullable: true, description: 'Null: the product itself, or a caller that was refused' })
  user!: User | null

  @Field(() => Int)
  reads!: number

  @Field(() => Int)
  changes!: number

  @Field(() => DateTime)
  firstAt!: Date

  @Field(() => DateTime)
  lastAt!: Date

  @Field(() => [String], { description: 'The kinds of data that were read' })
  kinds!: string[]
}

@ObjectType({ description: 'A field as it was, since when, and who made it so' })
export class PastField {
  @Field(() => String)
  field!: string

  @Field(() => Json, { nullable: true })
  value!: unknown

  @Field(() => Boolean, { description: 'The value is not for the caller: it is a keyed fingerprint' })
  fingerprinted!: boolean

  @Field(() => DateTime)
  since!: Date

  @Field(() => User, { nullable: true })
  by!: User | null
}

@ObjectType({ description: 'A record as it was after the last change up to an instant' })
export class PastState {
  @Field(() => DateTime)
  at!: Date

  @Field(() => Boolean, { description: 'Some of it was erased since' })
  erased!: boolean

  @Field(() => [PastField], { description: 'Those that had a value' })
  fields!: PastField[]
}

@ObjectType({ description: 'What came of checking the chain' })
export class AuditVerification {
  @Field(() => Boolean)
  intact!: boolean

  @Field(() => SafeInt)
  entries!: number

  @Field(() => ID, { nullable: true })
  firstBrokenId!: string | null

  @Field(() => DateTime, { nullable: true })
  checkedFrom!: Date | null

  @Field(() => DateTime, { nullable: true })
  checkedTo!: Date | null

  @Field(() => DateTime, { description: 'When it was checked' })
  at!: Date
}

@InputType()
export class VerifyAuditInput {
  @Field(() => LocalDate, { nullable: true, description: 'Null: from the last whole check' })
  from?: string | null
}

@InputType()
export class ExportAuditInput {
  @Field(() => AuditExportFormat)
  format!: AuditExportFormat

  @Field(() => AuditFilter, { nullable: true })
  filter?: AuditFilter | null
}

@ObjectType({ description: 'An address from which a file is fetched' })
export class AuditExport {
  @Field(() => String)
  url!: string

  @Field(() => DateTime)
  expiresAt!: Date
}
