import { Client } from '@brokersync/schema/entities'
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { PinService } from '../pin.service'
import { showAny, type Shown } from './shown-interaction'
import { TimelineItem } from './timeline-item.type'

@InputType()
export class PinInteractionInput {
  @Field(() => ID)
  id!: string
}

@Resolver(() => Client)
export class PinResolver {
  constructor(
    private readonly pins: PinService,
    private readonly show: Shown,
  ) {}

  @FieldResolver(() => [TimelineItem], { nullable: true, description: 'What everybody who sees the client is to have before the eyes, the last pinned first; at most twenty' })
  async pinned(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<TimelineItem[] | null> {
    return (await this.pins.of(context, id))?.map((item) => showAny(this.show, item)) ?? null
  }

  @Mutation(() => TimelineItem)
  async pinInteraction(@Ctx() context: RequestContext, @Arg('input', () => PinInteractionInput) { id }: PinInteractionInput): Promise<TimelineItem> {
    return showAny(this.show, await this.pins.pin(context, id))
  }

  @Mutation(() => TimelineItem)
  async unpinInteraction(@Ctx() context: RequestContext, @Arg('input', () => PinInteractionInput) { id }: PinInteractionInput): Promise<TimelineItem> {
    return showAny(this.show, await this.pins.unpin(context, id))
  }
}
