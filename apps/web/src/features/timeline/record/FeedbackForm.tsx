import { Textarea } from '@mantine/core'
import type { FeedbackTopic } from '../../../generated/graphql'
import { isPending } from '../pending'
import { inWords } from '../words'
import { About } from './About'
import { Choice } from './Choice'
import { useDraft } from './drafts'
import type { FormProps } from './form-props'
import { useStamp } from './use-stamp'

const topics: readonly FeedbackTopic[] = ['SERVICE', 'EXECUTION', 'PRICING', 'RESEARCH', 'OTHER']
const ratings = ['1', '2', '3', '4', '5'] as const

/** What the client said of us: its topic, a rating of 1 to 5 where one was given, and the words. */
export function FeedbackForm({ clientId, about, recording, draftRef }: FormProps) {
  const target = about && !isPending(about) ? about : null
  const { value, change, clear } = useDraft<{ topic: FeedbackTopic; rating: (typeof ratings)[number] | null; body: string }>(
    { clientId, form: 'feedback', about: target?.id ?? null },
    () => ({ topic: 'SERVICE', rating: null, body: '' }),
  )
  const stamp = useStamp(JSON.stringify(value))
  draftRef.current = () => ({
    kind: 'feedback',
    input: {
      clientId,
      topic: value.topic,
      rating: value.rating === null ? null : Number(value.rating),
      body: value.body,
      aboutId: target?.id ?? null,
      occurredAt: stamp(),
    },
  })
  recording.onceSaved(clear)
  return (
    <>
      <About about={target} />
      <Choice
        label="Topic"
        options={topics.map((topic) => ({ value: topic, label: inWords(topic) }))}
        value={value.topic}
        onChange={(topic) => change({ topic })}
        error={recording.faultOf('topic')}
      />
      <Choice
        label="Rating, 5 is best"
        options={ratings.map((rating) => ({ value: rating, label: rating }))}
        value={value.rating}
        onChange={(rating) => change({ rating })}
        error={recording.faultOf('rating')}
      />
      <Textarea
        label="In the client's words"
        data-autofocus
        autosize
        minRows={3}
        maxRows={12}
        value={value.body}
        error={recording.faultOf('body')}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
    </>
  )
}
