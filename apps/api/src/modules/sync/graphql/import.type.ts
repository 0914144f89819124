import { Field, ID, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@brokersync/schema/connection'
import { FileFormat, ImportKind, JobStatus } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import type { Import as ImportEntity } from '../import'

@ObjectType('Import')
export class ImportType {
  constructor(readonly entity: ImportEntity) {}

  @Field(() => ID)
  get id(): string {
    return this.entity.id
  }

  @Field(() => ImportKind)
  get kind(): ImportKind {
    return this.entity.kind
  }

  @Field(() => JobStatus)
  get status(): JobStatus {
    return this.entity.status
  }

  @Field(() => FileFormat)
  get format(): FileFormat {
    return this.entity.format
  }

  @Field(() => Boolean, { description: 'Only tells what would come of the rows' })
  get dryRun(): boolean {
    return this.entity.dryRun
  }

  @Field(() => Int, { nullable: true, description: 'How many rows were read so far' })
  get rows(): number {
    return this.entity.rows
  }

  @Field(() => Int, { nullable: true })
  get created(): number {
    return this.entity.created
  }

  @Field(() => Int, { nullable: true })
  get updated(): number {
    return this.entity.updated
  }

  @Field(() => Int, { nullable: true, description: 'Rows that said what was known already' })
  get unchanged(): number {
    return this.entity.unchanged
  }

  @Field(() => Int, { nullable: true })
  get rejected(): number {
    return this.entity.rejected
  }

  @Field(() => Int, { nullable: true })
  get conflicts(): number {
    return 0
  }

  @Field(() => String, { nullable: true, description: 'Why it failed, in words for whoever sent the file' })
  get message(): string | null {
    return this.entity.message
  }

  @Field(() => DateTime, { nullable: true })
  get startedAt(): Date | null {
    return this.entity.startedAt
  }

  @Field(() => DateTime, { nullable: true })
  get finishedAt(): Date | null {
    return this.entity.finishedAt
  }
}

@ObjectType()
export class ImportConnection extends connectionOf('Import', () => ImportType) {}
