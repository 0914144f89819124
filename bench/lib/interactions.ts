import type { Channel } from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { encodeInteractionId } from '../../apps/api/src/modules/interactions/interaction-id'
import type { Interaction, InteractionContent, InteractionHead } from '../../apps/api/src/modules/interactions/interaction'
import type { Random } from '../../proofs/lib/random'
import type { Writer } from './writing'

/** What one interaction is made by. */
export interface Making {
  random: Random
  writer: Writer
  clientId: ClientId
  authorId: UserId
  occurredAt: Date
  /** Tells apart what happened in one millisecond, and one order from another. */
  number: number
}

function communication({ random, writer }: Making): InteractionContent {
  const channel = random.of<Channel>(['CALL', 'CALL', 'EMAIL', 'EMAIL', 'MEETING'])
  return {
    kind: 'Communication',
    codes: {
      channel, direction: random.of(['INBOUND', 'OUTBOUND']), durationSeconds: channel === 'EMAIL' ? null : random.between(60, 3_600), callOutcome: channel === 'CALL' ? 'CONNECTED' : null,
      nextStep: null, recording: null, aboutOrderId: null, documentIds: [],
    },
    texts: { subject: writer.text(random.between(2, 5)), body: writer.text(random.between(8, 24)), participants: [], nextStep: null, recordingUrl: null },
  }
}

/** Of every fifty one is the author's own. */
const note = ({ random, writer }: Making): InteractionContent => ({
  kind: 'Note',
  codes: { mentionIds: [], aboutId: null, visibility: random.next() < 0.02 ? 'PRIVATE' : 'ALL' },
  texts: { body: writer.text(random.between(8, 24)) },
})

/** An execution that is all that is known of its order. */
const order = ({ random, number }: Making): InteractionContent => ({
  kind: 'OrderEvent',
  codes: {
    orderId: `${number}`, status: 'FILLED', side: random.of(['BUY', 'SELL']), commodity: random.of(['WHEAT', 'CORN']), instrument: 'FUTURE', orderType: 'LIMIT',
    quantity: String(random.between(1, 200)), unit: 'LOT', price: String(random.between(500, 700)), priceUnit: null, currency: 'USD', executionId: null, exchange: null, contractMonth: null,
    strike: null, putCall: null, effect: null, busts: null, corrects: null, day: null,
  },
  texts: { account: null, brokerNote: null },
})

const event = ({ writer, random }: Making): InteractionContent => ({
  kind: 'ClientEvent',
  codes: { eventType: 'STRATEGY_CHANGED', marketMove: null },
  texts: { description: writer.text(random.between(3, 8)) },
})

const contents = [communication, communication, communication, communication, note, note, note, order, order, event] as const

/** One interaction: of ten four communications, three notes, two orders and an event. */
export function interactionOf(making: Making): Interaction {
  const { random, clientId, authorId, occurredAt, number } = making
  const hash = Buffer.alloc(8)
  hash.writeUInt32BE(number)
  const head: InteractionHead = { id: encodeInteractionId({ clientId, occurredAt, hash }), clientId, occurredAt, recordedAt: occurredAt, authorId }
  return { ...head, ...random.of(contents)(making) }
}
