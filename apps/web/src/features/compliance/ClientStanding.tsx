import { ClientStandingDocument } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'
import { RelativeTime } from '../../ui/RelativeTime'
import { keptLines } from './class-words'
import classes from './ClientStanding.module.css'
import { useHoldReasons } from './use-hold-reasons'

/** Why nobody but compliance sees a client: its processing is restricted, or it was erased or made anonymous, and something is kept of it. Nothing of any other. */
export function ClientStanding({ id }: { id: string }) {
  const { data } = useQuery(ClientStandingDocument, { variables: { id }, fetchPolicy: 'cache-and-network' })
  const reasons = useHoldReasons(data?.client?.kept ?? [])
  const { restriction, kept = null, status } = data?.client ?? {}
  const isOver = status === 'ERASED' || status === 'ANONYMISED'
  if (!restriction && !isOver) return null
  return (
    <ul className={classes.standing} aria-label="Why it is hidden">
      {isOver && !kept?.length && <li>Nothing is kept of it.</li>}
      {keptLines(kept ?? [], reasons).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {restriction && !isOver && (
        <li>
          <b>Processing is restricted</b>: hidden from all but compliance, and nothing is recorded or changed. Restricted <RelativeTime at={restriction.restrictedAt} /> by {restriction.restrictedBy?.name ?? 'somebody'}: “{restriction.reason}”
        </li>
      )}
    </ul>
  )
}
