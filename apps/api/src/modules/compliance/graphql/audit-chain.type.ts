import { Field, ObjectType } from 'type-graphql'
import { DateTime, SafeInt } from '@brokersync/schema/scalars'
import { AuditVerification } from './audit.type'

@ObjectType({ description: 'The chain that makes each entry of the audit trail vouch for all before it' })
export class AuditChain {
  @Field(() => SafeInt, { description: 'How many there are; the number of the last one' })
  entries!: number

  @Field(() => String, { description: 'SHA-256 of the last entry, in hexadecimal' })
  hash!: string

  @Field(() => DateTime, { nullable: true, description: 'When the last one was put on record' })
  recordedAt!: Date | null

  @Field(() => AuditVerification, { nullable: true, description: 'The check that found the longest stretch whole' })
  lastWholeCheck!: AuditVerification | null
}
