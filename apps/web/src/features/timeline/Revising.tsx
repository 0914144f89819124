import { useMutation } from '@apollo/client/react'
import { Button, Popover, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { CorrectEntryDocument, EarlierWordingsDocument, RetractEntryDocument } from '../../generated/graphql'
import { may, useSession } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { ReasonButton } from '../../ui/ReasonButton'
import { RelativeTime } from '../../ui/RelativeTime'
import type { Entry } from './entry'
import { useDraft } from './record/drafts'
import classes from './Revising.module.css'

/** That an entry was corrected or taken back, and what stood there before. */
export function Revised({ entry, revised: { version, at, by, retracted } }: { entry: Entry; revised: NonNullable<Entry['revised']> }) {
  const [shown, setShown] = useState(false)
  return (
    <div className={classes.revised}>
      {retracted ? 'Taken back' : version === 1 ? 'Corrected' : `Corrected ${version} times, the last`} <RelativeTime at={at} /> by {by?.name ?? 'somebody'}.{' '}
      <button type="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
        What stood before
      </button>
      {shown && <Earlier id={entry.id} />}
    </div>
  )
}

function Earlier({ id }: { id: string }) {
  const { data, error } = useQuery(EarlierWordingsDocument, { variables: { id }, fetchPolicy: 'no-cache' })
  if (error) return <p>It did not load. Close it, then try again.</p>
  return (
    <ul className={classes.earlier}>
      {data?.revisions.map(({ version, subject, body, replacedAt, replacedBy, reason }) => (
        <li key={version}>
          <del>{[subject, body].filter(Boolean).join('\n') || 'No text'}</del>
          <br />
          {replacedBy?.name ?? 'Somebody'}, <RelativeTime at={replacedAt} />: {reason}
        </li>
      ))}
    </ul>
  )
}

/** The words of an entry that can be corrected; null where it has none. */
function wordsOf(entry: Entry): { subject: string | null; body: string } | null {
  switch (entry.__typename) {
    case 'Communication':
      return { subject: entry.subject, body: entry.body }
    case 'Note':
    case 'Feedback':
    case 'Recommendation':
      return { subject: null, body: entry.body }
    case 'ClientEvent':
      return entry.eventType === 'MARKET_MOVE' ? null : { subject: null, body: entry.description }
    default:
      return null
  }
}

/** To correct what one wrote, or take it back: with a reason, and what stood before is kept. */
export function Revising({ entry }: { entry: Entry }) {
  const { id: clientId = '' } = useParams()
  const { me } = useSession()
  const words = wordsOf(entry)
  const isMine = entry.author?.id === me.id || may(me, 'clients:assign')
  if (words === null || !isMine || !may(me, 'interactions:write') || entry.revised?.retracted) return null
  return (
    <div className={classes.deeds}>
      <Correcting key={`correct ${entry.id}`} clientId={entry.client?.id ?? clientId} id={entry.id} words={words} />
      <TakingBack key={`take back ${entry.id}`} id={entry.id} />
    </div>
  )
}

interface Correction {
  /** As they were changed; null where they are as they stand. */
  subject: string | null
  body: string | null
  reason: string
}

function Correcting({ clientId, id, words }: { clientId: string; id: string; words: NonNullable<ReturnType<typeof wordsOf>> }) {
  const [opened, setOpened] = useState(false)
  const { value, change, clear } = useDraft<Correction>({ clientId, form: 'correction', about: id }, () => ({ subject: null, body: null, reason: '' }))
  const { busy, attempt } = useAttempt()
  const [correct] = useMutation(CorrectEntryDocument)
  const subject = value.subject === words.subject ? null : value.subject
  const body = value.body === words.body ? null : value.body
  const submit = async () => {
    const failed = await attempt(() => correct({ variables: { input: { id, subject, body, reason: value.reason } } }), 'Corrected')
    if (failed) return
    clear()
    setOpened(false)
  }
  const isSame = subject === null && body === null
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm" onClick={() => setOpened(!opened)}>
          Correct
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Correct">
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          {words.subject !== null && <TextInput label="Subject" value={subject ?? words.subject} maxLength={2_000} onChange={(event) => change({ subject: event.currentTarget.value })} />}
          <Textarea label="Text" data-autofocus autosize minRows={3} maxRows={10} value={body ?? words.body} onChange={(event) => change({ body: event.currentTarget.value })} />
          <TextInput label="Why" required maxLength={2_000} value={value.reason} onChange={(event) => change({ reason: event.currentTarget.value })} />
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={isSame} {...(isSame && { title: 'Nothing is changed yet.' })}>
              Save correction
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function TakingBack({ id }: { id: string }) {
  const { busy, attempt } = useAttempt()
  const [retract] = useMutation(RetractEntryDocument)
  return (
    <ReasonButton
      label="Take back"
      effect="It says nothing any more and is found no more. That it was there stays, and what it said is kept."
      confirm="Take it back"
      size="compact-sm"
      busy={busy}
      onConfirm={async (reason) => (await attempt(() => retract({ variables: { input: { id, reason } } }), 'Taken back')) === null}
    />
  )
}
