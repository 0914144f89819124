import { z } from 'zod'
import {
  CallOutcome, Channel, ClientEventType, Direction, FeedbackState, FeedbackTopic, Instrument, NoteVisibility, OrderSide, OrderStatus, OrderType, PositionEffect, PutCall,
  RecommendationOutcome, TimelineCategory,
} from '../enums'
import type { ClientId, InteractionId, UserId } from '../ids'

const decimal = z.string()
const instant = z.iso.datetime()

/** That what was written was corrected or taken back: how often, when and by whom the last time; what stood before is kept beside. */
export const revision = z.object({ version: z.int(), at: instant, by: z.string().nullable(), retracted: z.boolean() })
export type Revision = z.infer<typeof revision>
const revised = revision.nullable().optional()

/** What was said, as far as it is codes. */
export const communicationCodes = z.object({
  channel: z.enum(Channel),
  direction: z.enum(Direction),
  durationSeconds: z.int().nullable(),
  callOutcome: z.enum(CallOutcome).nullable(),
  nextStep: z.object({ dueAt: instant.nullable() }).nullable(),
  /** That it was recorded: SHA-256 of the recording in hexadecimal, and its length; where it is to be heard, its texts say. */
  recording: z.object({ sha256: z.string().nullable(), durationSeconds: z.int().nullable() }).nullable().default(null),
  /** The order that it was about, as the client's order events name it. */
  aboutOrderId: z.string().nullable().default(null),
  /** Documents that came with it. */
  documentIds: z.array(z.string()).default([]),
  revised,
})

/** An order's event. Decimals are exact; `contractMonth` is yyyy-mm; `day`: no more than the day of it is known. */
export const orderCodes = z.object({
  orderId: z.string(),
  status: z.enum(OrderStatus),
  side: z.enum(OrderSide),
  commodity: z.string(),
  instrument: z.enum(Instrument),
  orderType: z.enum(OrderType),
  quantity: decimal,
  unit: z.string(),
  price: decimal.nullable(),
  priceUnit: z.string().nullable(),
  currency: z.string().nullable(),
  executionId: z.string().nullable(),
  exchange: z.string().nullable(),
  contractMonth: z.string().nullable(),
  strike: decimal.nullable(),
  putCall: z.enum(PutCall).nullable(),
  effect: z.enum(PositionEffect).nullable(),
  /** The execution (`executionId`) that this event undoes, or takes the place of: FIX ExecType H and G. */
  busts: z.string().nullable().default(null),
  corrects: z.string().nullable().default(null),
  day: z.iso.date().nullable(),
})

/** What moved: a commodity's price, by so many percent. */
export const marketMoveCodes = z.object({
  commodity: z.string(),
  changePercent: decimal,
  price: decimal.nullable(),
  currency: z.string().nullable(),
})

const amount = z.object({ amount: decimal, currency: z.string() }).nullable()

/** What a client held when a market moved: `notional` before or after it as its price was known, `effect` what the move made of it. */
const movedPosition = z.object({ instrument: z.enum(Instrument), contractMonth: z.string().nullable(), netQuantity: decimal, unit: z.string(), notional: amount, effect: amount })

export const clientEventCodes = z.object({
  eventType: z.enum(ClientEventType),
  revised,
  marketMove: marketMoveCodes.extend({ id: z.string(), positions: z.array(movedPosition).default([]) }).nullable(),
})

/** `aboutId` is that of another interaction, or of a document. */
export const noteCodes = z.object({ mentionIds: z.array(z.string()), aboutId: z.string().nullable(), visibility: z.enum(NoteVisibility).default('ALL'), revised })

/** What became of feedback; none: it is open. What was done, its texts say. */
const handling = z.object({ state: z.enum(FeedbackState), at: instant, by: z.string().nullable() })

export const feedbackCodes = z.object({ rating: z.int().nullable(), topic: z.enum(FeedbackTopic), aboutId: z.string().nullable(), handling: handling.nullable().default(null), revised })

export const recommendationCodes = z.object({
  proposal: z
    .object({ commodity: z.string().nullable(), side: z.enum(OrderSide).nullable(), instrument: z.enum(Instrument).nullable() })
    .nullable(),
  outcome: z.enum(RecommendationOutcome).nullable(),
  answeredAt: instant.nullable(),
  /** How often the answer was corrected. */
  corrections: z.int().default(0),
  revised,
})

const common = z.object({
  id: z.string().transform((id) => id as InteractionId),
  clientId: z.uuid().transform((id) => id as ClientId),
  occurredAt: instant.transform((text) => new Date(text)),
  recordedAt: instant.transform((text) => new Date(text)),
  category: z.enum(TimelineCategory),
  authorId: z.uuid().transform((id) => id as UserId).nullable(),
  /** All that was written, sealed under the client's key for the year of `occurredAt`. */
  sealed: z.base64().transform((text) => Buffer.from(text, 'base64')),
})

/**
 * The data of every event that tells of one interaction: the whole of it. The subject is the client.
 * `recommendation.answered` and `feedback.handled` carry it as it is from then on.
 */
export const interactionEvent = z.discriminatedUnion('kind', [
  common.extend({ kind: z.literal('Communication'), codes: communicationCodes }),
  common.extend({ kind: z.literal('OrderEvent'), codes: orderCodes }),
  common.extend({ kind: z.literal('ClientEvent'), codes: clientEventCodes }),
  common.extend({ kind: z.literal('Note'), codes: noteCodes }),
  common.extend({ kind: z.literal('Feedback'), codes: feedbackCodes }),
  common.extend({ kind: z.literal('Recommendation'), codes: recommendationCodes }),
])
export type InteractionEvent = z.infer<typeof interactionEvent>

/** Where an interaction's texts are sealed for, by whoever opens what its event carries. */
export const placeOfTexts = (id: string) => ({ kind: 'interaction', field: 'texts', record: id })

/** The opened texts of a communication. */
export const communicationTexts = z.object({ subject: z.string().default(''), body: z.string().default(''), participants: z.array(z.unknown()).default([]) })

/** The types of event that tell of one interaction. */
export const interactionEventTypes = [
  'communication.logged',
  'order.placed', 'order.partially_filled', 'order.filled', 'order.cancelled', 'order.rejected', 'order.expired', 'order.busted', 'order.corrected',
  'client_event.recorded',
  'recommendation.made', 'recommendation.answered',
  'note.added',
  'feedback.recorded', 'feedback.handled',
  'interaction.corrected', 'interaction.retracted',
] as const
export type InteractionEventType = (typeof interactionEventTypes)[number]

/** The data of `market.moved`; the subject is the commodity. `sealed` is its description, under a key of the move's own. */
export const marketMoved = marketMoveCodes.extend({
  id: z.uuid(),
  occurredAt: instant.transform((text) => new Date(text)),
  sealed: z.base64().transform((text) => Buffer.from(text, 'base64')),
})
export type MarketMoved = z.infer<typeof marketMoved>

/** The data of `market.retracted`, by which a move is taken from every timeline; the subject is the commodity. `reason` is sealed under the key of the move. */
export const marketRetracted = z.object({
  id: z.uuid(),
  at: instant.transform((text) => new Date(text)),
  reason: z.base64().transform((text) => Buffer.from(text, 'base64')),
})
export type MarketRetracted = z.infer<typeof marketRetracted>
