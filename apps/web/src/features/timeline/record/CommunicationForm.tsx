import { NumberInput, Textarea, TextInput } from '@mantine/core'
import type { CallOutcome, Channel, Direction } from '../../../generated/graphql'
import { isPending } from '../pending'
import { inWords } from '../words'
import { About } from './About'
import { Choice } from './Choice'
import type { Draft } from './draft'
import { useDraft } from './drafts'
import type { FormProps } from './form-props'
import classes from './RecordPanel.module.css'
import { dueChoices, fromField, instantFrom, toField } from './when'

interface Fields {
  channel: Channel
  direction: Direction
  outcome: CallOutcome | null
  minutes: number | ''
  participant: string
  subject: string
  body: string
  step: string
  due: string
  when: string
  /** When the form was begun, which `when` says at first; ISO 8601. */
  begun: string
}

const outcomes: readonly CallOutcome[] = ['CONNECTED', 'NO_ANSWER', 'LEFT_MESSAGE', 'BUSY', 'WRONG_NUMBER']
const written: readonly Channel[] = ['EMAIL', 'MESSAGE', 'SMS', 'MEETING']

const lasts = ({ channel }: Fields) => channel === 'CALL' || channel === 'MEETING'

function draftOf(fields: Fields, clientId: string, aboutOrderId: string | null): Draft | null {
  const occurredAt = instantFrom(fields.when, fields.begun)
  if (occurredAt === null) return null
  return {
    kind: 'communication',
    input: {
      clientId,
      channel: fields.channel,
      direction: fields.direction,
      occurredAt,
      participants: fields.participant.trim() === '' ? [] : fields.participant.split(',').map((name) => name.trim()),
      subject: fields.subject.trim(),
      body: fields.body,
      durationSeconds: fields.minutes === '' || !lasts(fields) ? null : Math.round(fields.minutes * 60),
      callOutcome: fields.channel === 'CALL' ? fields.outcome : null,
      aboutOrderId,
      nextStep: fields.step.trim() === '' ? null : { title: fields.step.trim(), dueAt: fromField(fields.due) },
    },
  }
}

function begin(isCall: boolean, address: string | null): Fields {
  const now = new Date()
  return {
    channel: isCall ? 'CALL' : 'EMAIL',
    direction: 'OUTBOUND',
    outcome: isCall ? 'CONNECTED' : null,
    minutes: '',
    participant: address ?? '',
    subject: '',
    body: '',
    step: '',
    due: '',
    when: toField(now),
    begun: now.toISOString(),
  }
}

/** A call with its outcome and its next step, or an email, message or meeting. */
export function CommunicationForm({ clientId, about, address, recording, draftRef, isCall }: FormProps & { isCall: boolean }) {
  // A call that is logged while an order is selected is about that order.
  const order = about?.__typename === 'OrderEvent' && !isPending(about) ? about : null
  const { value, change, clear } = useDraft<Fields>(
    { clientId, form: isCall ? 'call' : 'email', about: order?.orderId ?? address },
    () => begin(isCall, address),
  )
  draftRef.current = () => draftOf(value, clientId, order?.orderId ?? null)
  recording.onceSaved(clear)
  return (
    <>
      <About about={order} />
      {isCall ? (
        <Choice
          label="Outcome"
          options={outcomes.map((outcome) => ({ value: outcome, label: inWords(outcome) }))}
          value={value.outcome}
          onChange={(outcome) => change({ outcome })}
          error={recording.faultOf('callOutcome')}
        />
      ) : (
        <Choice
          label="Channel"
          options={written.map((channel) => ({ value: channel, label: channel === 'SMS' ? 'SMS' : inWords(channel) }))}
          value={value.channel}
          onChange={(channel) => change({ channel })}
          error={recording.faultOf('channel')}
        />
      )}
      <Choice
        label="Direction"
        options={[
          { value: 'OUTBOUND', label: 'Out' },
          { value: 'INBOUND', label: 'In' },
        ]}
        value={value.direction}
        onChange={(direction) => change({ direction })}
      />
      <TextInput
        label="Subject"
        data-autofocus
        maxLength={300}
        value={value.subject}
        error={recording.faultOf('subject')}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <Textarea
        label="Notes"
        autosize
        minRows={3}
        maxRows={10}
        value={value.body}
        error={recording.faultOf('body')}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <TextInput
        label="With"
        value={value.participant}
        error={recording.faultOf('participants')}
        onChange={(event) => change({ participant: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          type="datetime-local"
          label="When"
          required
          value={value.when}
          error={recording.faultOf('occurredAt')}
          onChange={(event) => change({ when: event.currentTarget.value })}
        />
        {lasts(value) && (
          <NumberInput
            size="xs"
            label="Minutes"
            min={0}
            max={1440}
            allowNegative={false}
            clampBehavior="strict"
            value={value.minutes}
            error={recording.faultOf('durationSeconds')}
            onChange={(minutes) => change({ minutes: typeof minutes === 'number' ? minutes : '' })}
          />
        )}
      </div>
      <NextStepFields value={value} change={change} recording={recording} />
    </>
  )
}

function NextStepFields({
  value,
  change,
  recording,
}: { value: Fields; change: (part: Partial<Fields>) => void } & Pick<FormProps, 'recording'>) {
  const due = dueChoices(new Date()).map(({ label, at }) => ({ value: toField(at), label }))
  return (
    <div className={classes.step}>
      <TextInput
        label="Next step"
        placeholder="Send the revised terms"
        maxLength={300}
        value={value.step}
        error={recording.faultOf('nextStep.title')}
        onChange={(event) => change({ step: event.currentTarget.value, ...(value.due === '' && { due: due[0]?.value ?? '' }) })}
      />
      {value.step !== '' && (
        <>
          <Choice label="Due" options={due} value={value.due} onChange={(next) => change({ due: next })} />
          <TextInput
            type="datetime-local"
            aria-label="Due at"
            value={value.due}
            error={recording.faultOf('nextStep.dueAt')}
            onChange={(event) => change({ due: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  )
}
