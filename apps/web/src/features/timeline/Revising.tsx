import { useMutation } from '@apollo/client/react'
import { Button, Popover, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { CorrectEntryDocument, EarlierWordingsDocument, RetractEntryDocument } from '../../generated/graphql'
import { may, useSession } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { ReasonButton } from '../../ui/ReasonButton'
import { RelativeTime } from '../../ui/RelativeTime'
import type { Entry } from './entry'
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
  const { me } = useSession()
  const words = wordsOf(entry)
  const isMine = entry.author?.id === me.id || may(me, 'clients:assign')
  if (words === null || !isMine || !may(me, 'interactions:write') || entry.revised?.retracted) return null
  return (
    <div className={classes.deeds}>
      <Correcting key={`${entry.id} ${entry.revised?.version ?? 0}`} id={entry.id} words={words} />
      <TakingBack id={entry.id} />
    </div>
  )
}

function Correcting({ id, words }: { id: string; words: { subject: string | null; body: string } }) {
  const [opened, setOpened] = useState(false)
  const [subject, setSubject] = useState(words.subject)
  const [body, setBody] = useState(words.body)
  const [reason, setReason] = useState('')
  const { busy, attempt } = useAttempt()
  const [correct] = useMutation(CorrectEntryDocument)
  const submit = async () => {
    const failed = await attempt(() => correct({ variables: { input: { id, subject: subject === words.subject ? null : subject, body: body === words.body ? null : body, reason } } }), 'Corrected')
    if (!failed) setOpened(false)
  }
  const isSame = subject === words.subject && body === words.body
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
          {subject !== null && <TextInput label="Subject" value={subject} maxLength={2_000} onChange={(event) => setSubject(event.currentTarget.value)} />}
          <Textarea label="Text" data-autofocus autosize minRows={3} maxRows={10} value={body} onChange={(event) => setBody(event.currentTarget.value)} />
          <TextInput label="Why" required maxLength={2_000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
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
