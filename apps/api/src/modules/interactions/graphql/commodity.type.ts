import { Field, ObjectType } from 'type-graphql'
import { CommodityGroup } from '@brokersync/schema/enums'
import { Decimal } from '@brokersync/schema/scalars'

@ObjectType()
export class CommodityContract {
  @Field(() => String)
  exchange!: string

  @Field(() => Decimal)
  lotSize!: string

  @Field(() => String)
  lotUnit!: string

  @Field(() => String)
  priceUnit!: string
}

@ObjectType({ description: 'A commodity of the firm\'s list (config/commodities.yaml) with its usual contract.' })
export class Commodity {
  @Field(() => String)
  code!: string

  @Field(() => String)
  name!: string

  @Field(() => CommodityGroup)
  group!: CommodityGroup

  @Field(() => String)
  unit!: string

  @Field(() => String)
  currency!: string

  @Field(() => CommodityContract, { nullable: true })
  contract!: CommodityContract | null
}
