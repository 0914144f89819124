import type { AddNoteInput, LogCommunicationInput, RecordFeedbackInput, RecordOrderEventInput } from '../../../generated/graphql'
import type { Entry } from '../entry'
import { pendingId } from '../pending'
import { inWords, commodityName, sideName } from '../words'

/** What is about to be recorded, as the API takes it, with its instant set. */
export type Draft =
  | { kind: 'communication'; input: Required<Pick<LogCommunicationInput, 'occurredAt'>> & LogCommunicationInput }
  | { kind: 'note'; input: AddNoteInput & { occurredAt: string } }
  | { kind: 'order'; input: RecordOrderEventInput }
  | { kind: 'feedback'; input: RecordFeedbackInput }

type Author = { __typename: 'User'; id: string; name: string }

/** The entry that a draft becomes, shown until the server answers. */
export function pendingEntry(draft: Draft, key: string, author: Author, about: Entry | null): Entry {
  const client = { __typename: 'Client' as const, id: draft.input.clientId }
  const common = { id: pendingId(key), author, client, occurredAt: draft.input.occurredAt, recordedAt: new Date().toISOString(), late: false, day: null }
  switch (draft.kind) {
    case 'communication':
      return { ...common, ...communicationOf(draft.input) }
    case 'note':
      return {
        ...common,
        __typename: 'Note',
        category: 'NOTE',
        title: firstLine(draft.input.body),
        body: draft.input.body,
        mentions: [],
        visibility: draft.input.visibility ?? 'ALL',
        about: about && { __typename: about.__typename, id: about.id, title: about.title, occurredAt: about.occurredAt },
      }
    case 'order':
      return { ...common, ...orderOf(draft.input) }
    case 'feedback':
      return {
        ...common,
        __typename: 'Feedback',
        category: 'FEEDBACK',
        title: firstLine(draft.input.body ?? '') || inWords(draft.input.topic),
        body: draft.input.body ?? '',
        rating: draft.input.rating ?? null,
        topic: draft.input.topic,
        state: 'OPEN',
        handledAt: null,
        handledBy: null,
        handlingNote: null,
      }
  }
}

const firstLine = (text: string) => (text.split('\n')[0] ?? '').slice(0, 80)

function communicationOf(input: LogCommunicationInput) {
  return {
    __typename: 'Communication' as const,
    category: 'COMMUNICATION' as const,
    title: input.subject || inWords(input.channel),
    channel: input.channel,
    direction: input.direction,
    participants: [...(input.participants ?? [])].flat(),
    subject: input.subject ?? '',
    body: input.body ?? '',
    durationSeconds: input.durationSeconds ?? null,
    callOutcome: input.callOutcome ?? null,
    sentiment: null,
    recording: null,
    aboutOrderId: input.aboutOrderId ?? null,
    nextStep: input.nextStep ? { __typename: 'NextStep' as const, title: input.nextStep.title, dueAt: input.nextStep.dueAt ?? null } : null,
  }
}

function orderOf(input: RecordOrderEventInput) {
  const { clientId: _client, idempotencyKey: _key, occurredAt: _at, ...terms } = input
  return {
    account: null,
    brokerNote: null,
    contractMonth: null,
    currency: null,
    effect: null,
    exchange: null,
    executionId: null,
    executionState: null,
    filled: null,
    busts: null,
    corrects: null,
    price: null,
    priceUnit: null,
    putCall: null,
    strike: null,
    ...withoutUndefined(terms),
    __typename: 'OrderEvent' as const,
    category: 'ORDER' as const,
    notional: null,
    title: `${inWords(input.status)}: ${sideName(input.side)} ${input.quantity} ${commodityName(input.commodity)}`,
  }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>
