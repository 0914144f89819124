import { useMutation } from '@apollo/client/react'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ReviewCommunicationDocument, ReviewsDocument, type ReviewRowFragment, type ReviewState } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { paths } from '../../lib/paths'
import { useSession } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import { useRowFocus } from '../../ui/use-row-focus'
import classes from './Approvals.module.css'

const states: readonly ReviewState[] = ['OPEN', 'ESCALATED', 'SIGNED_OFF']
const empty: Readonly<Record<ReviewState, string>> = { OPEN: 'Nothing waits for a review.', ESCALATED: 'Nothing is escalated.', SIGNED_OFF: 'Nothing was signed off yet.' }

/** Communications that were picked by their words, or by chance: to be read, and signed off or handed on. */
export function Supervision() {
  const [state, setState] = useState<ReviewState>('OPEN')
  const { data, error, refetch, fetchMore } = useQuery(ReviewsDocument, { variables: { state, first: 50 }, fetchPolicy: 'cache-and-network' })
  const page = data?.reviews
  const { list, row } = useRowFocus<HTMLUListElement>()
  return (
    <>
      <div className={listing.bar}>
        <p>Communications in which words stand that the firm names, and a share of the rest, those that wait the longest first.</p>
        <SegmentedControl aria-label="Which" data={states.map((value) => ({ value, label: enumLabel(value) }))} value={state} onChange={(next) => setState(states.find((one) => one === next) ?? 'OPEN')} />
      </div>
      {error && !page && <FailureNote failed={toFailure(error)} what="The queue" onRetry={() => void refetch()} />}
      {!error && !page && <GreyRows label="the queue" rows={4} height={72} />}
      {page?.nodes.length === 0 && <p className={listing.none}>{empty[state]}</p>}
      <ul ref={list} className={classes.list}>
        {page?.nodes.map((review, index) => (
          <li key={review.id} className={classes.one} {...row(index)}>
            <One review={review} onDone={() => void refetch()} />
          </li>
        ))}
      </ul>
      {page?.pageInfo.hasNextPage && (
        <Button m={12} variant="default" onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } })}>
          More
        </Button>
      )}
    </>
  )
}

function One({ review, onDone }: { review: ReviewRowFragment; onDone: () => void }) {
  const { client, author, channel, direction, occurredAt, because, subject, body, reviewedBy, reviewedAt, note, replacedAt, retracted } = review
  return (
    <>
      <p className={classes.head}>
        {subject || enumLabel(channel)}
        {because.map((name) => (
          <span key={name} className={classes.state} data-state={name === 'SAMPLE' ? undefined : 'REQUESTED'}>
            {name === 'SAMPLE' ? 'by chance' : name}
          </span>
        ))}
        {replacedAt && (
          <span className={classes.state} title="These are the words as they were picked; the client's timeline shows how they stand">
            {retracted ? 'taken back since' : 'corrected since'}
          </span>
        )}
      </p>
      <p className={classes.says}>{subject === null ? 'What was said was erased with its client.' : body || 'No text.'}</p>
      <p className={classes.who}>
        {enumLabel(channel)} {direction === 'INBOUND' ? 'from' : 'to'} {client ? <Link to={paths.client(client.id)}>{client.displayName}</Link> : 'a client'}, {author?.name ?? 'somebody'},{' '}
        <RelativeTime at={occurredAt} />
        {reviewedAt && (
          <>
            {` · ${reviewedBy?.name ?? 'somebody'} `}
            <RelativeTime at={reviewedAt} />
          </>
        )}
        {note && `: “${note}”`}
      </p>
      <Deeds review={review} onDone={onDone} />
    </>
  )
}

function Deeds({ review: { id, state, author }, onDone }: { review: ReviewRowFragment; onDone: () => void }) {
  const { me } = useSession()
  const [note, setNote] = useState('')
  const { busy, attempt } = useAttempt()
  const [decide] = useMutation(ReviewCommunicationDocument)
  if (state === 'SIGNED_OFF') return null
  if (author?.id === me.id) return <p className={classes.deeds}>Yours: another signs it off.</p>
  const run = async (escalate: boolean, done: string) => {
    const failed = await attempt(() => decide({ variables: { input: { id, escalate, note: note.trim() || null } } }), done)
    if (!failed) onDone()
  }
  return (
    <div className={classes.deeds}>
      <TextInput aria-label="Note" placeholder="Note" value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={2_000} />
      {state === 'OPEN' && (
        <Button variant="default" disabled={busy || note.trim() === ''} title={note.trim() === '' ? 'Say why first.' : undefined} onClick={() => void run(true, 'Escalated')}>
          Escalate
        </Button>
      )}
      <Button disabled={busy} onClick={() => void run(false, 'Signed off')}>
        Sign off
      </Button>
    </div>
  )
}
