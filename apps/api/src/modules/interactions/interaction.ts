import type { z } from 'zod'
import type { TimelineCategory } from '@brokersync/schema/enums'
import { placeOfTexts, type clientEventCodes, type communicationCodes, type feedbackCodes, type InteractionEventType, type noteCodes, type orderCodes, type recommendationCodes } from '@brokersync/schema/events/interactions'
import type { ClientId, InteractionId, UserId } from '@brokersync/schema/ids'
import { recordedLateAfter } from '../../platform/errors/instant'
import type { KeyOwner } from '../../platform/keys/keys'
import type { Place } from '../../platform/keys/sealed'

type Content<Kind extends string, Codes extends z.ZodType, Texts> = {
  kind: Kind
  /** What is kept in clear: codes, numbers, instants and ids. */
  codes: z.infer<Codes>
  /** What somebody wrote, or what names somebody: kept sealed. */
  texts: Texts
}

/** What happened, by its kind: the name of its type in the graph. */
export type InteractionContent =
  | Content<'Communication', typeof communicationCodes, { subject: string; body: string; participants: string[]; nextStep: string | null; recordingUrl: string | null }>
  | Content<'OrderEvent', typeof orderCodes, { account: string | null; brokerNote: string | null }>
  | Content<'ClientEvent', typeof clientEventCodes, { description: string }>
  | Content<'Note', typeof noteCodes, { body: string }>
  | Content<'Feedback', typeof feedbackCodes, { body: string; handling: string | null }>
  | Content<'Recommendation', typeof recommendationCodes, { body: string }>

export type Kind = InteractionContent['kind']
export type ContentOf<Of extends Kind> = Extract<InteractionContent, { kind: Of }>

/** Whose, when and by whom. */
export interface InteractionHead {
  id: InteractionId
  clientId: ClientId
  occurredAt: Date
  recordedAt: Date
  /** Null where the system itself wrote it. */
  authorId: UserId | null
}

/** Something that happened with a client, as it is read. */
export type Interaction = InteractionHead & InteractionContent

const wholeDay = 24 * 3_600_000

/** Whether it was put on record long after it happened; where no more than the day of it is known, after the end of that day. */
export const isLate = ({ occurredAt, recordedAt }: Pick<InteractionHead, 'occurredAt' | 'recordedAt'>, day: string | null): boolean =>
  recordedAt.getTime() - occurredAt.getTime() - (day === null ? 0 : wholeDay) > recordedLateAfter

/** The category in which a timeline shows a kind. */
export const categoryOf: Readonly<Record<Kind, TimelineCategory>> = {
  Communication: 'COMMUNICATION',
  OrderEvent: 'ORDER',
  ClientEvent: 'EVENT',
  Note: 'NOTE',
  Feedback: 'FEEDBACK',
  Recommendation: 'RECOMMENDATION',
}

const isDocumentId = (id: string | null): id is string => id?.length === 36

/** The documents that came with an interaction, or that it is about. */
export function documentsOf({ kind, codes }: InteractionContent): readonly string[] {
  if (kind === 'Communication') return codes.documentIds
  return (kind === 'Note' || kind === 'Feedback') && isDocumentId(codes.aboutId) ? [codes.aboutId] : []
}

/** What codes were before they were first kept, so that what is stored needs no rewriting. */
const codesBefore: Readonly<Record<Kind, object>> = {
  Communication: { documentIds: [], recording: null, aboutOrderId: null },
  OrderEvent: { busts: null, corrects: null },
  ClientEvent: {},
  Note: { visibility: 'ALL' },
  Feedback: { handling: null },
  Recommendation: { corrections: 0 },
}

/** What is stored, with what was not yet kept when it was. */
export const withCodesBefore = <Item extends { kind: Kind; codes: object }>(item: Item): Item => ({ ...item, codes: { ...codesBefore[item.kind], ...item.codes } })

/** The event that tells of a new interaction. */
export function eventTypeOf(content: InteractionContent): InteractionEventType {
  switch (content.kind) {
    case 'Communication':
      return 'communication.logged'
    case 'OrderEvent':
      if (content.codes.busts !== null) return 'order.busted'
      if (content.codes.corrects !== null) return 'order.corrected'
      return `order.${content.codes.status.toLowerCase() as Lowercase<typeof content.codes.status>}`
    case 'ClientEvent':
      return 'client_event.recorded'
    case 'Note':
      return 'note.added'
    case 'Feedback':
      return 'feedback.recorded'
    case 'Recommendation':
      return 'recommendation.made'
  }
}

/** Which class of record a kind is of: each has duties of its own. Advice that was given is kept as what was said is. */
export const recordOf: Readonly<Record<Kind, 'communications' | 'orders' | 'notes'>> = {
  Communication: 'communications',
  Recommendation: 'communications',
  OrderEvent: 'orders',
  ClientEvent: 'notes',
  Note: 'notes',
  Feedback: 'notes',
}

/** The key for what was written of a client in a year (UTC) in one class of record, so that each can be destroyed on its own day. */
export const keyOwnerOf = ({ clientId, occurredAt, kind }: Pick<InteractionHead, 'clientId' | 'occurredAt'> & { kind: Kind }): KeyOwner => ({
  id: clientId, class: `${recordOf[kind]}-${occurredAt.getUTCFullYear()}`,
})

/** Where an interaction's texts are sealed for. */
export const placeOf = (id: InteractionId): Place => placeOfTexts(id)

/** The texts of one whose key was destroyed: it happened, and no more can be said. */
export function withoutTexts(kind: Kind): InteractionContent['texts'] {
  switch (kind) {
    case 'Communication':
      return { subject: '', body: '', participants: [], nextStep: null, recordingUrl: null }
    case 'OrderEvent':
      return { account: null, brokerNote: null }
    case 'ClientEvent':
      return { description: '' }
    case 'Feedback':
      return { body: '', handling: null }
    case 'Note':
    case 'Recommendation':
      return { body: '' }
  }
}
