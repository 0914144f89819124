import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react'
import { explained } from '../../../lib/failure'
import { Kbd } from '../../../ui/Kbd'
import type { Entry } from '../entry'
import type { Feeds } from '../use-feed'
import { CommunicationForm } from './CommunicationForm'
import type { Draft } from './draft'
import type { FormProps } from './form-props'
import { FeedbackForm } from './FeedbackForm'
import { NoteForm } from './NoteForm'
import { OrderForm } from './OrderForm'
import classes from './RecordPanel.module.css'
import { useRecord, type Recording } from './use-record'

export type RecordKind = 'call' | 'email' | 'note' | 'order' | 'feedback'

interface RecordPanelProps {
  kind: RecordKind
  clientId: string
  feeds: Feeds
  /** What was selected when it was opened: what a note or feedback is about, and the order that an order event continues. */
  about: Entry | null
  /** The number or address that was opened. */
  address: string | null
  onClose: () => void
  onSaved: (entry: Entry) => void
}

const titles: Readonly<Record<RecordKind, string>> = {
  call: 'Log a call',
  email: 'Log an email or message',
  note: 'Add a note',
  order: 'Record an order',
  feedback: 'Record feedback',
}

/** One panel, one gesture: Enter in a line or ⌘Enter anywhere saves, Esc closes and what was typed is kept while the page is open. */
export function RecordPanel({ kind, clientId, feeds, about, address, onClose, onSaved }: RecordPanelProps) {
  const form = useRef<HTMLFormElement>(null)
  const draftRef = useRef<(() => Draft | null) | null>(null)
  const recording = useRecord(feeds, about, (entry) => {
    onSaved(entry)
    onClose()
  })
  const save = () => {
    if (!form.current?.reportValidity() || recording.saving) return
    const draft = draftRef.current?.()
    if (draft) void recording.record(draft)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation()
      onClose()
    }
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    save()
  }
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [kind])
  useEffect(() => {
    if (recording.failed) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [recording.failed])
  const props: FormProps = { clientId, about, address, recording, draftRef }
  return (
    <aside className={classes.panel} aria-label={titles[kind]}>
      <header className={classes.head}>
        <h2>{titles[kind]}</h2>
        <button type="button" className={classes.close} onClick={onClose} aria-label="Close" title="Close (Esc)">
          <IconX size={15} stroke={1.6} />
        </button>
      </header>
      <form ref={form} className={classes.form} onSubmit={submit} onKeyDown={byKey} noValidate={false}>
        {(kind === 'call' || kind === 'email') && <CommunicationForm key={kind} {...props} isCall={kind === 'call'} />}
        {kind === 'note' && <NoteForm {...props} />}
        {kind === 'order' && <OrderForm {...props} />}
        {kind === 'feedback' && <FeedbackForm {...props} />}
        <Trouble recording={recording} />
        <div className={classes.actions}>
          <Button type="submit" loading={recording.saving}>
            Save
          </Button>
          <span className={classes.hint}>
            <Kbd keys="mod+Enter" />
          </span>
        </div>
      </form>
    </aside>
  )
}

/** Why it is not saved; faults of fields stand at their fields, those of none stand here. */
function Trouble({ recording: { failed, waiting, otherFaults } }: { recording: Recording }) {
  if (!failed) return null
  if (waiting) {
    return (
      <p className={classes.waiting} role="alert">
        {failed.code === 'NETWORK' ? 'The server cannot be reached.' : failed.message} What you typed is kept and will be sent when it is
        back. Save tries again now.
      </p>
    )
  }
  return (
    <p className={classes.failed} role="alert">
      {failed.fields.length > 0 ? ['Not saved yet.', ...otherFaults().map((fault) => `${fault}.`)].join(' ') : explained(failed, 'What you typed').title}
    </p>
  )
}
