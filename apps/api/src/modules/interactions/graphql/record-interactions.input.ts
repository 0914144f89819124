import { Directive, Field, InputType } from 'type-graphql'
import type { Entry, Rejected } from '../interaction.service'
import type { RecordingName } from '../recording'
import { RecordOrderEventInput } from './order-event.input'
import { AddNoteInput, LogCommunicationInput, RecordClientEventInput, RecordFeedbackInput, RecordRecommendationInput, Repeatable } from './recording.input'

@InputType()
@Directive('@oneOf')
export class RecordInteractionInput {
  @Field(() => LogCommunicationInput, { nullable: true })
  communication?: LogCommunicationInput | null

  @Field(() => RecordOrderEventInput, { nullable: true })
  orderEvent?: RecordOrderEventInput | null

  @Field(() => RecordClientEventInput, { nullable: true })
  clientEvent?: RecordClientEventInput | null

  @Field(() => AddNoteInput, { nullable: true })
  note?: AddNoteInput | null

  @Field(() => RecordFeedbackInput, { nullable: true })
  feedback?: RecordFeedbackInput | null

  @Field(() => RecordRecommendationInput, { nullable: true })
  recommendation?: RecordRecommendationInput | null
}

@InputType()
export class RecordInteractionsInput extends Repeatable {
  @Field(() => [RecordInteractionInput])
  interactions!: RecordInteractionInput[]
}

const names: Readonly<Record<keyof RecordInteractionInput, RecordingName>> = {
  communication: 'logCommunication',
  orderEvent: 'recordOrderEvent',
  clientEvent: 'recordClientEvent',
  note: 'addNote',
  feedback: 'recordFeedback',
  recommendation: 'recordRecommendation',
}

/** The one thing that an entry of many holds. */
export function entryOf(input: RecordInteractionInput, index: number): Entry | Rejected {
  const given = (Object.keys(names) as (keyof RecordInteractionInput)[]).flatMap((field) => (input[field] ? [{ field, input: input[field] }] : []))
  const [one, ...others] = given
  if (one === undefined || others.length > 0) return { index, fields: [{ path: '', message: `must hold exactly one of ${Object.keys(names).join(', ')}` }] }
  return { index, field: one.field, name: names[one.field], input: one.input }
}
