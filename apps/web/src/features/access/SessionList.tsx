import { Button } from '@mantine/core'
import { useSession } from '../../lib/session'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from '../../ui/Listing.module.css'
import { browserName } from './browser-name'
import { useSessions, type SessionRow } from './use-sessions'

interface RowProps {
  session: SessionRow
  busy: boolean
  onEnd: () => void
}

function Row({ session: { createdAt, seenAt, address, userAgent, current }, busy, onEnd }: RowProps) {
  const name = browserName(userAgent ?? null)
  return (
    <tr>
      <th scope="row" title={userAgent ?? ''}>
        {name}
        {current && <span className={classes.mark}>this one</span>}
      </th>
      <td className="mono">{address ?? '—'}</td>
      <td>
        <span className={classes.label}>Opened </span>
        <RelativeTime at={createdAt} />
      </td>
      <td>
        <span className={classes.label}>Used </span>
        <RelativeTime at={seenAt} />
      </td>
      <td className={classes.deed}>
        <Button variant="default" disabled={busy} onClick={onEnd} aria-label={current ? 'Sign out here' : `End ${name}`}>
          {current ? 'Sign out' : 'End'}
        </Button>
      </td>
    </tr>
  )
}

/** Where one is signed in: each session with its browser, and the way to end it. */
export function SessionList() {
  const { signOut } = useSession()
  const { sessions, failed, refetch, busy, end, endOthers } = useSessions()
  if (failed) return <FailureNote failed={failed} what="The list of sessions" onRetry={refetch} />
  if (!sessions) return <GreyRows label="the sessions" rows={4} height={36} />
  const others = sessions.length - 1
  return (
    <>
      <div className={classes.bar}>
        <p>
          <strong>{sessions.length}</strong> open. A session ends after 12 hours without use, and after 7 days in any case.
        </p>
        <Button variant="default" disabled={others < 1 || busy} onClick={() => void endOthers()} {...(others < 1 && { title: 'There is no other session.' })}>
          End all others
        </Button>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Browser</th>
            <th scope="col">Address</th>
            <th scope="col">Opened</th>
            <th scope="col">Last used</th>
            <th scope="col" aria-label="Deeds" />
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Row key={session.id} session={session} busy={busy} onEnd={() => void (session.current ? signOut() : end(session))} />
          ))}
        </tbody>
      </table>
    </>
  )
}
