import Big from 'big.js'
import { z } from 'zod'
import { CallOutcome, Channel, ClientEventType, Direction, FeedbackTopic, Instrument, NoteVisibility, OrderSide, RecommendationOutcome } from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { mayBeWorthless, type Commodities } from '../../platform/firm/commodities'
import type { Fault } from '../../platform/errors/domain-error'
import { visible } from '../../platform/visible-text'
import { decodeInteractionId } from './interaction-id'
import { clientId, code, commodityOf, currency, decimal, happened, id, instant, integer, oneOf, orNull, parsed, past, text, written, type Parsed } from './input-fields'
import type { InteractionContent } from './interaction'
import { orderSchema } from './order-recording'

/** Something to be recorded: what its input says, found right as far as the input alone can tell. */
export interface Recording {
  clientId: ClientId
  occurredAt: Date
  /** Null: whoever records it. */
  authorId: UserId | null
  content: InteractionContent
}

const mostOfBody = 1_000_000
const body = text(mostOfBody)
/** One of what a communication was about. */
export const subject = text(1_000).transform(visible)

const userId = id.transform((value) => value.toLowerCase() as UserId)

// Who listens to it follows a link, so that it is one that a browser may follow.
const recording = z.object({
  url: text(2_000)
    .refine((value) => URL.canParse(value) && new URL(value).protocol === 'https:', 'must be an address of https')
    .refine((value) => !URL.canParse(value) || new URL(value).username + new URL(value).password === '', 'must not carry a name or a password'),
  sha256: orNull(z.string().regex(/^[0-9a-fA-F]{64}$/, 'must be a SHA-256 in hexadecimal').transform((hash) => hash.toLowerCase())),
  durationSeconds: orNull(integer(0, 604_800)),
})

const nextStep = z.object({ title: written(1_000), dueAt: orNull(instant) })

const communication = z
  .object({
    clientId,
    occurredAt: happened,
    authorId: orNull(userId),
    channel: oneOf(Channel),
    direction: oneOf(Direction),
    participants: z.array(text(320)).max(500, 'must have at most 500 entries').default([]),
    subject: subject.default(''),
    body: body.default(''),
    durationSeconds: orNull(integer(0, 604_800)),
    callOutcome: orNull(oneOf(CallOutcome)),
    nextStep: orNull(nextStep),
    recording: orNull(recording),
    aboutOrderId: orNull(code(100)),
    documentIds: z.array(id).max(100, 'must have at most 100 entries').default([]),
  })
  .transform(({ clientId, occurredAt, authorId, channel, direction, durationSeconds, callOutcome, nextStep: next, recording: recorded, aboutOrderId, documentIds, ...texts }): Recording => ({
    clientId, occurredAt, authorId,
    content: {
      kind: 'Communication',
      codes: {
        channel, direction, durationSeconds, callOutcome, nextStep: next && { dueAt: next.dueAt?.toISOString() ?? null },
        recording: recorded && { sha256: recorded.sha256, durationSeconds: recorded.durationSeconds }, aboutOrderId, documentIds: [...new Set(documentIds.map((one) => one.toLowerCase()))],
      },
      texts: { ...texts, nextStep: next?.title ?? null, recordingUrl: recorded?.url ?? null },
    },
  }))

const clientEvent = z
  .object({ clientId, occurredAt: happened, eventType: oneOf(ClientEventType), description: body.default('') })
  .transform(({ clientId, occurredAt, eventType, description }): Recording => ({
    clientId, occurredAt, authorId: null, content: { kind: 'ClientEvent', codes: { eventType, marketMove: null }, texts: { description } },
  }))

const aboutId = orNull(
  z.string().refine((value) => isUuid(value) || decodeInteractionId(value) !== null, 'is no id of an interaction or a document'),
)

const note = z
  .object({ clientId, aboutId, occurredAt: orNull(happened), body: body.refine((value) => value.trim() !== '', 'must not be empty'), mentionIds: z.array(userId).max(100, 'must have at most 100 entries').default([]), visibility: oneOf(NoteVisibility).default('ALL') })
  .transform(({ clientId, occurredAt, aboutId, body, mentionIds, visibility }): Recording => ({
    clientId, occurredAt: occurredAt ?? new Date(), authorId: null,
    content: { kind: 'Note', codes: { aboutId, mentionIds: [...new Set(mentionIds)], visibility }, texts: { body } },
  }))

const feedback = z
  .object({ clientId, aboutId, occurredAt: past, rating: orNull(integer(1, 5)), topic: oneOf(FeedbackTopic), body: body.default('') })
  .transform(({ clientId, occurredAt, aboutId, rating, topic, body }): Recording => ({
    clientId, occurredAt, authorId: null, content: { kind: 'Feedback', codes: { rating, topic, aboutId, handling: null }, texts: { body, handling: null } },
  }))

const recommendation = (commodity: z.ZodType<string>) =>
  z
    .object({
      clientId, occurredAt: happened, body: written(mostOfBody),
      proposal: orNull(z.object({ commodity: orNull(commodity), side: orNull(oneOf(OrderSide)), instrument: orNull(oneOf(Instrument)) })),
    })
    .transform(({ clientId, occurredAt, body, proposal }): Recording => ({
      clientId, occurredAt, authorId: null, content: { kind: 'Recommendation', codes: { proposal, outcome: null, answeredAt: null, corrections: 0 }, texts: { body } },
    }))

/** The operations that record one interaction, by the name of their mutation. */
export const recordings = ['logCommunication', 'recordOrderEvent', 'recordClientEvent', 'addNote', 'recordFeedback', 'recordRecommendation'] as const
export type RecordingName = (typeof recordings)[number]

const handling = z
  .object({ state: z.enum(['ACKNOWLEDGED', 'RESOLVED'], 'must be ACKNOWLEDGED or RESOLVED'), note: orNull(text(10_000)).transform((note) => note?.trim() ?? '') })
  .refine(({ state, note }) => state !== 'RESOLVED' || note !== '', { path: ['note'], message: 'must say what was done' })
export type FeedbackHandling = z.output<typeof handling>

const answer = z.object({ outcome: oneOf(RecommendationOutcome), answeredAt: past, reason: orNull(written(2_000)) })
export type RecommendationAnswer = z.output<typeof answer>

const marketMove = (commodity: z.ZodType<string>) =>
  z.object({ commodity, occurredAt: past, changePercent: decimal, price: orNull(decimal), currency: orNull(currency), description: body.default('') })
export type MarketMoveRecording = z.output<ReturnType<typeof marketMove>>

const mostPercent = 1_000

/** What must hold between a move and its price; what is no number is told by the schema. */
function moveFaults(input: object, commodities: Commodities): Fault[] {
  const { commodity, ...given } = input as Record<string, unknown>
  const [percent, price] = [given['changePercent'], given['price']].map((value) => decimal.safeParse(value).data).map((value) => (value === undefined ? null : Big(value)))
  const known = commodities.get(String(commodity))
  const canFallToZero = known === undefined || mayBeWorthless(known)
  const faults: Fault[] = []
  const refuse = (path: string, message: string) => faults.push({ path, message })
  if (percent?.eq(0)) refuse('changePercent', 'must not be zero')
  else if (percent?.abs().gt(mostPercent)) refuse('changePercent', `must be from -${mostPercent} to ${mostPercent}`)
  else if (!canFallToZero && percent?.lte(-100)) refuse('changePercent', 'must be more than -100')
  if (!canFallToZero && price?.lte(0)) refuse('price', 'must be more than zero')
  else if (percent && price && price.eq(0) !== percent.eq(-100)) refuse('price', price.eq(0) ? 'is zero after a fall of 100 % only' : 'must be zero after a fall of 100 %')
  return faults
}

/** Reads the inputs of this module, each with all its faults at once. */
export interface Recordings {
  parse(name: RecordingName, input: object): Parsed<Recording>
  parseAnswer(input: object): Parsed<RecommendationAnswer>
  parseHandling(input: object): Parsed<FeedbackHandling>
  parseMarketMove(input: object): Parsed<MarketMoveRecording>
}

function callFaults(input: object): Fault[] {
  const { channel, callOutcome = null, recording: recorded = null, durationSeconds = null } = input as Record<'channel' | 'callOutcome' | 'recording' | 'durationSeconds', unknown>
  const isSpoken = channel === 'CALL' || channel === 'MEETING'
  return [
    ...(callOutcome !== null && channel !== 'CALL' ? [{ path: 'callOutcome', message: 'is of calls only' }] : []),
    ...Object.entries({ recording: recorded, durationSeconds }).flatMap(([path, given]) => (given !== null && !isSpoken ? [{ path, message: 'is of calls and meetings only' }] : [])),
  ]
}

export function createRecordings(commodities: Commodities): Recordings {
  const commodity = commodityOf(commodities)
  const order = orderSchema(commodities)
  const schemas: Record<RecordingName, z.ZodType<Recording>> = {
    logCommunication: communication,
    recordOrderEvent: order.schema,
    recordClientEvent: clientEvent,
    addNote: note,
    recordFeedback: feedback,
    recordRecommendation: recommendation(commodity),
  }
  const move = marketMove(commodity)
  const rules: Partial<Record<RecordingName, (input: object) => Fault[]>> = { logCommunication: callFaults, recordOrderEvent: order.rules }
  return {
    parse: (name, input) => parsed(schemas[name], input, rules[name]?.(input)),
    parseAnswer: (input) => parsed(answer, input),
    parseHandling: (input) => parsed(handling, input),
    parseMarketMove: (input) => parsed(move, input, moveFaults(input, commodities)),
  }
}
