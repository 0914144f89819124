import { Directive, Field, ObjectType } from 'type-graphql'
import { DateTime } from '@brokersync/schema/scalars'

@ObjectType()
@Directive('@shareable')
export class HttpHeader {
  @Field(() => String)
  readonly name!: string

  @Field(() => String)
  readonly value!: string
}

@ObjectType({ description: 'Where a file’s bytes go, by plain HTTP' })
@Directive('@shareable')
export class Upload {
  @Field(() => String)
  readonly url!: string

  @Field(() => String)
  readonly method!: string

  @Field(() => [HttpHeader], { description: 'To be sent as they are' })
  readonly headers!: readonly HttpHeader[]

  @Field(() => DateTime)
  readonly expiresAt!: Date
}
