import { Textarea } from '@mantine/core'
import { isPending } from '../pending'
import { About } from './About'
import { useDraft } from './drafts'
import type { FormProps } from './form-props'
import { useStamp } from './use-stamp'

/** A note, about the selected item where there is one. */
export function NoteForm({ clientId, about, recording, draftRef }: FormProps) {
  const { value, change, clear } = useDraft(`${clientId} note`, () => ({ body: '' }))
  const stamp = useStamp(value.body)
  const target = about && !isPending(about) ? about : null
  draftRef.current = () => ({
    kind: 'note',
    input: { clientId, body: value.body.trim(), aboutId: target?.id ?? null, mentionIds: [], occurredAt: stamp() },
  })
  recording.onceSaved(clear)
  return (
    <>
      <About about={target} />
      <Textarea
        aria-label="Note"
        data-autofocus
        required
        autosize
        minRows={5}
        maxRows={16}
        value={value.body}
        error={recording.faultOf('body') ?? recording.faultOf('aboutId')}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
    </>
  )
}
