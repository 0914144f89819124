import { Arg, Ctx, Mutation, Resolver, Root, Subscription, ID } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import { byModule } from '../../../platform/graph/subscriptions'
import type { FeedbackService } from '../feedback.service'
import type { InteractionService } from '../interaction.service'
import type { Interaction } from '../interaction'
import type { MarketMoveService } from '../market-move.service'
import type { RecommendationService } from '../recommendation.service'
import { Communication } from './communication.type'
import { ClientEvent, Feedback, Note, Recommendation } from './item.types'
import { RecordOrderEventInput } from './order-event.input'
import { OrderEvent } from './order-event.type'
import { entryOf, RecordInteractionsInput } from './record-interactions.input'
import {
  AddNoteInput, AnswerRecommendationInput, HandleFeedbackInput, LogCommunicationInput, RecordClientEventInput, RecordFeedbackInput, RecordMarketMoveInput, RecordRecommendationInput,
} from './recording.input'
import { MarketMove, RecordInteractionsResult } from './recording.type'
import { showAny, type Shown } from './shown-interaction'
import { TimelineItem } from './timeline-item.type'

interface Services {
  interactions: InteractionService
  recommendations: RecommendationService
  feedback: FeedbackService
  moves: MarketMoveService
}

@Resolver()
export class RecordingResolver {
  constructor(
    private readonly services: Services,
    private readonly show: Shown,
  ) {}

  @Mutation(() => Communication)
  async logCommunication(@Ctx() context: RequestContext, @Arg('input', () => LogCommunicationInput) input: LogCommunicationInput): Promise<Communication> {
    return this.show.communication(await this.services.interactions.record(context, 'logCommunication', input, 'Communication'))
  }

  @Mutation(() => OrderEvent)
  async recordOrderEvent(@Ctx() context: RequestContext, @Arg('input', () => RecordOrderEventInput) input: RecordOrderEventInput): Promise<OrderEvent> {
    return this.show.order(await this.services.interactions.record(context, 'recordOrderEvent', input, 'OrderEvent'))
  }

  @Mutation(() => ClientEvent)
  async recordClientEvent(@Ctx() context: RequestContext, @Arg('input', () => RecordClientEventInput) input: RecordClientEventInput): Promise<ClientEvent> {
    return this.show.event(await this.services.interactions.record(context, 'recordClientEvent', input, 'ClientEvent'))
  }

  @Mutation(() => Note)
  async addNote(@Ctx() context: RequestContext, @Arg('input', () => AddNoteInput) input: AddNoteInput): Promise<Note> {
    return this.show.note(await this.services.interactions.record(context, 'addNote', input, 'Note'))
  }

  @Mutation(() => Feedback)
  async recordFeedback(@Ctx() context: RequestContext, @Arg('input', () => RecordFeedbackInput) input: RecordFeedbackInput): Promise<Feedback> {
    return this.show.feedback(await this.services.interactions.record(context, 'recordFeedback', input, 'Feedback'))
  }

  @Mutation(() => Recommendation)
  async recordRecommendation(@Ctx() context: RequestContext, @Arg('input', () => RecordRecommendationInput) input: RecordRecommendationInput): Promise<Recommendation> {
    return this.show.recommendation(await this.services.interactions.record(context, 'recordRecommendation', input, 'Recommendation'))
  }

  @Mutation(() => Recommendation, { description: 'Once; a wrong answer is corrected with a reason, by the recommendation\'s author, or who hands the client over' })
  async answerRecommendation(@Ctx() context: RequestContext, @Arg('input', () => AnswerRecommendationInput) input: AnswerRecommendationInput): Promise<Recommendation> {
    return this.show.recommendation(await this.services.recommendations.answer(context, input))
  }

  @Mutation(() => Feedback, { description: 'Acknowledges or resolves what a client said' })
  async handleFeedback(@Ctx() context: RequestContext, @Arg('input', () => HandleFeedbackInput) input: HandleFeedbackInput): Promise<Feedback> {
    return this.show.feedback(await this.services.feedback.handle(context, input))
  }

  @Mutation(() => MarketMove)
  recordMarketMove(@Ctx() context: RequestContext, @Arg('input', () => RecordMarketMoveInput) input: RecordMarketMoveInput): Promise<MarketMove> {
    return this.services.moves.record(context, input)
  }

  @Mutation(() => RecordInteractionsResult)
  recordInteractions(@Ctx() context: RequestContext, @Arg('input', () => RecordInteractionsInput) input: RecordInteractionsInput): Promise<RecordInteractionsResult> {
    return this.services.interactions.recordMany(context, input.interactions.map(entryOf), input.idempotencyKey ?? null)
  }

  @Subscription(() => TimelineItem, { subscribe: byModule, description: 'What is added to a client\'s timeline, and a recommendation again when it is answered.' })
  timelineItemAdded(@Root() item: Interaction, @Arg('clientId', () => ID) _clientId: string): TimelineItem {
    return showAny(this.show, item)
  }
}
