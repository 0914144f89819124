import { Directive, Field, ObjectType } from 'type-graphql'
import { Decimal } from './scalars'

/** An exact amount of a currency (ISO 4217). */
@ObjectType()
@Directive('@shareable')
export class Money {
  @Field(() => Decimal)
  readonly amount: string

  @Field(() => String)
  readonly currency: string

  constructor(amount: string, currency: string) {
    this.amount = amount
    this.currency = currency
  }
}
