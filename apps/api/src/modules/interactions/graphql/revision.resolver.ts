import { User } from '@brokersync/schema/entities'
import { DateTime } from '@brokersync/schema/scalars'
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { RevisionService } from '../revision.service'
import { showAny, type Shown } from './shown-interaction'
import { TimelineItem } from './timeline-item.type'

@ObjectType({ description: 'What stood in an interaction before it was corrected or taken back' })
export class EarlierWording {
  @Field(() => Int)
  version!: number

  @Field(() => String, { nullable: true })
  subject!: string | null

  @Field(() => String, { description: 'Of a client event, its description' })
  body!: string

  @Field(() => DateTime)
  replacedAt!: Date

  @Field(() => User, { nullable: true })
  replacedBy!: User | null

  @Field(() => String)
  reason!: string
}

@InputType()
export class CorrectInteractionInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: 'Of a communication; left out, it stays' })
  subject?: string | null

  @Field(() => String, { nullable: true, description: 'Of a client event, its description; left out, it stays' })
  body?: string | null

  @Field(() => String)
  reason!: string
}

@InputType()
export class RetractInteractionInput {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  reason!: string
}

@Resolver()
export class RevisionResolver {
  constructor(
    private readonly revisions: RevisionService,
    private readonly show: Shown,
  ) {}

  @Query(() => [EarlierWording], { name: 'revisions', description: 'What stood in an interaction before, the last first' })
  async earlier(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<EarlierWording[]> {
    return (await this.revisions.earlier(context, id)).map(({ replacedBy, ...rest }) => ({ ...rest, replacedBy: replacedBy === null ? null : new User(replacedBy) }))
  }

  @Mutation(() => TimelineItem, { description: 'For its author, or who hands the client over; orders have busts and corrections of their own' })
  async correctInteraction(@Ctx() context: RequestContext, @Arg('input', () => CorrectInteractionInput) input: CorrectInteractionInput): Promise<TimelineItem> {
    return showAny(this.show, await this.revisions.correct(context, input))
  }

  @Mutation(() => TimelineItem, { description: 'As corrections; a market\'s move is taken from all timelines, by who recorded it, or who hands over all clients' })
  async retractInteraction(@Ctx() context: RequestContext, @Arg('input', () => RetractInteractionInput) input: RetractInteractionInput): Promise<TimelineItem> {
    return showAny(this.show, await this.revisions.retract(context, input))
  }
}
