import { Field, ID, InputType } from 'type-graphql'

@InputType()
export class EndSessionInput {
  @Field(() => ID)
  id!: string
}

@InputType()
export class EndAllSessionsInput {
  @Field(() => ID, { nullable: true, description: 'Whose; the caller’s own where none is named' })
  userId?: string | null

  @Field(() => Boolean, { defaultValue: false, description: 'Leaves the session that asks' })
  keepCurrent!: boolean
}
