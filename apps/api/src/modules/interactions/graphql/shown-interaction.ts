import { Client, Document, User } from '@brokersync/schema/entities'
import type { DocumentId, UserId } from '@brokersync/schema/ids'
import { Money } from '@brokersync/schema/money'
import type { Commodities } from '../../../platform/firm/commodities'
import { categoryOf, isLate, type Interaction } from '../interaction'
import { notionalOf, priceUnitOf, type Amount } from '../notional'
import { titleOf } from '../title'
import { Communication } from './communication.type'
import { ClientEvent, Feedback, Note, Recommendation } from './item.types'
import { OrderEvent } from './order-event.type'
import type { TimelineItem } from './timeline-item.type'

/** The object of the graph for an interaction. */
export type Show = (item: Interaction) => TimelineItem

const made = <Type extends object>(type: new () => Type, fields: Type): Type => Object.assign(new type(), fields)

function revisedOf({ kind, codes }: Interaction): TimelineItem['revised'] {
  if (kind === 'OrderEvent' || codes.revised == null) return null
  const { by, ...revised } = codes.revised
  return { ...revised, by: by === null ? null : new User(by as UserId) }
}

function common(item: Interaction, commodities: Commodities): TimelineItem {
  const day = item.kind === 'OrderEvent' ? item.codes.day : null
  return {
    id: item.id,
    occurredAt: item.occurredAt,
    day,
    recordedAt: item.recordedAt,
    late: isLate(item, day),
    category: categoryOf[item.kind],
    title: titleOf(item, commodities),
    author: item.authorId === null ? null : new User(item.authorId),
    client: new Client(item.clientId),
    revised: revisedOf(item),
  }
}

function communicationOf(item: Extract<Interaction, { kind: 'Communication' }>, head: TimelineItem): Communication {
  const { codes, texts } = item
  const nextStep = texts.nextStep === null ? null : { title: texts.nextStep, dueAt: codes.nextStep?.dueAt ?? null }
  const { recordingUrl, ...said } = texts
  const recording = codes.recording && recordingUrl !== null ? { url: recordingUrl, ...codes.recording } : null
  return made(Communication, { ...head, ...codes, ...said, nextStep, recording, documents: codes.documentIds.map((id) => new Document(id as DocumentId)), sentiment: null, revised: head.revised })
}

function orderOf(item: Extract<Interaction, { kind: 'OrderEvent' }>, head: TimelineItem, commodities: Commodities): OrderEvent {
  const { codes } = item
  const worth = notionalOf(codes, commodities)
  const priceUnit = codes.price === null ? codes.priceUnit : priceUnitOf(codes, commodities)
  return made(OrderEvent, { ...head, ...codes, ...item.texts, priceUnit, notional: worth === null ? null : new Money(worth.amount, worth.currency) })
}

const money = (amount: Amount | null) => amount && new Money(amount.amount, amount.currency)

function moveOf({ codes: { marketMove } }: Extract<Interaction, { kind: 'ClientEvent' }>, commodities: Commodities): ClientEvent['marketMove'] {
  const priceUnit = marketMove?.price == null ? null : (commodities.get(marketMove.commodity)?.contract?.priceUnit ?? null)
  // What was stored before positions were kept has none.
  return marketMove && { ...marketMove, priceUnit, positions: (marketMove.positions ?? []).map((one) => ({ ...one, notional: money(one.notional), effect: money(one.effect) })) }
}

function feedbackOf({ codes: { rating, topic, handling }, texts }: Extract<Interaction, { kind: 'Feedback' }>, head: TimelineItem): Feedback {
  const handledBy = handling?.by == null ? null : new User(handling.by as UserId)
  return made(Feedback, { ...head, rating, topic, body: texts.body, state: handling?.state ?? 'OPEN', handledBy, handledAt: handling?.at ?? null, handlingNote: texts.handling })
}

/** Shows interactions with titles and worth by the firm's commodities. */
export const showWith = (commodities: Commodities) => ({
  communication: (item: Extract<Interaction, { kind: 'Communication' }>) => communicationOf(item, common(item, commodities)),
  order: (item: Extract<Interaction, { kind: 'OrderEvent' }>) => orderOf(item, common(item, commodities), commodities),
  event: (item: Extract<Interaction, { kind: 'ClientEvent' }>) => made(ClientEvent, { ...common(item, commodities), eventType: item.codes.eventType, ...item.texts, marketMove: moveOf(item, commodities) }),
  note: (item: Extract<Interaction, { kind: 'Note' }>) =>
    made(Note, { ...common(item, commodities), ...item.texts, aboutId: item.codes.aboutId, visibility: item.codes.visibility, mentions: item.codes.mentionIds.map((id) => new User(id as UserId)) }),
  feedback: (item: Extract<Interaction, { kind: 'Feedback' }>) => feedbackOf(item, common(item, commodities)),
  recommendation: (item: Extract<Interaction, { kind: 'Recommendation' }>) => made(Recommendation, { ...common(item, commodities), ...item.texts, ...item.codes, revised: revisedOf(item) }),
})

export type Shown = ReturnType<typeof showWith>

/** Shows one of any kind. */
export function showAny(shown: Shown, item: Interaction): TimelineItem {
  switch (item.kind) {
    case 'Communication':
      return shown.communication(item)
    case 'OrderEvent':
      return shown.order(item)
    case 'ClientEvent':
      return shown.event(item)
    case 'Note':
      return shown.note(item)
    case 'Feedback':
      return shown.feedback(item)
    case 'Recommendation':
      return shown.recommendation(item)
  }
}
