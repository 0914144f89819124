import { connectionOf } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import { ApprovalAct, ApprovalState } from '@brokersync/schema/enums'
import { DateTime, Json } from '@brokersync/schema/scalars'
import { Field, ID, InputType, ObjectType } from 'type-graphql'
import type { Approval as Asked } from '../approval'

@ObjectType()
export class ApprovalSubject {
  @Field(() => String)
  type!: string

  @Field(() => ID)
  id!: string
}

@ObjectType({ description: 'An act that somebody asked for and a second person decides on; approved, the one who asked carries it out by sending the same again' })
export class Approval {
  @Field(() => ID)
  id!: string

  @Field(() => ApprovalAct)
  act!: ApprovalAct

  @Field(() => ApprovalState)
  state!: ApprovalState

  @Field(() => ApprovalSubject)
  subject!: ApprovalSubject

  @Field(() => [String], { description: 'What it would do, a sentence each; empty where that was erased with its client' })
  says!: string[]

  @Field(() => String, { description: 'The mutation that carries it out' })
  operation!: string

  @Field(() => Json, { nullable: true, description: 'Its input; null where that was erased with its client' })
  input!: unknown

  @Field(() => User, { nullable: true })
  requestedBy!: User

  @Field(() => DateTime)
  requestedAt!: Date

  @Field(() => DateTime, { description: 'Until when it can be approved, and carried out' })
  expiresAt!: Date

  @Field(() => User, { nullable: true })
  decidedBy!: User | null

  @Field(() => DateTime, { nullable: true })
  decidedAt!: Date | null

  @Field(() => String, { nullable: true })
  note!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it was carried out' })
  doneAt!: Date | null

  /** Whose clients are told by. */
  approval!: Asked
}

@ObjectType()
export class ApprovalConnection extends connectionOf<Approval>('Approval', () => Approval) {}

@InputType()
export class DecideApprovalInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  id!: string

  @Field(() => Boolean, { description: 'False refuses it' })
  approve!: boolean

  @Field(() => String, { nullable: true, description: 'Why' })
  note?: string | null
}

@InputType()
export class WithdrawApprovalInput {
  @Field(() => ID)
  id!: string
}
