import { useMutation } from '@apollo/client/react'
import { Button } from '@mantine/core'
import { HandleFeedbackDocument, type FeedbackState } from '../../generated/graphql'
import { may, useSession } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { ReasonButton } from '../../ui/ReasonButton'
import { RelativeTime } from '../../ui/RelativeTime'
import { StageSteps } from '../../ui/StageSteps'
import type { Entry } from './entry'
import classes from './EntryDetail.module.css'
import { isPending } from './pending'
import { Terms } from './Terms'
import { inWords } from './words'

type Feedback = Extract<Entry, { __typename: 'Feedback' }>

const states: readonly FeedbackState[] = ['OPEN', 'ACKNOWLEDGED', 'RESOLVED']

/** What a client said, how far the firm has come with it, and the next step. */
export function FeedbackBody({ entry }: { entry: Feedback }) {
  const { rating, topic, body, state, handledAt, handledBy, handlingNote } = entry
  return (
    <>
      <Terms
        rows={[
          ['Topic', inWords(topic)],
          ['Rating', rating == null ? null : `${rating} of 5`],
        ]}
      />
      {body !== '' && <p className={classes.words}>{body}</p>}
      {!entry.revised?.retracted && (
        <>
          <div className={classes.steps}>
            <StageSteps stage={state} order={states} />
          </div>
          {handledAt && (
            <p className={classes.small}>
              {inWords(state)} by {handledBy?.name ?? 'somebody'} <RelativeTime at={handledAt} />
              {handlingNote && `: “${handlingNote}”`}
            </p>
          )}
          <NextStep entry={entry} />
        </>
      )}
    </>
  )
}

function NextStep({ entry }: { entry: Feedback }) {
  const { me } = useSession()
  const { busy, attempt } = useAttempt()
  const [handle] = useMutation(HandleFeedbackDocument)
  if (entry.state === 'RESOLVED' || isPending(entry) || !may(me, 'interactions:write')) return null
  const step = (state: FeedbackState, note: string | null, done: string) => attempt(() => handle({ variables: { input: { id: entry.id, state, note } } }), done)
  return (
    <div className={classes.deeds}>
      {entry.state === 'OPEN' && (
        <Button variant="default" size="compact-sm" disabled={busy} onClick={() => void step('ACKNOWLEDGED', null, 'Acknowledged')}>
          Acknowledge
        </Button>
      )}
      <ReasonButton label="Resolve" effect="Say what was done about it." confirm="Resolve" size="compact-sm" busy={busy} onConfirm={async (note) => (await step('RESOLVED', note, 'Resolved')) === null} />
    </div>
  )
}
