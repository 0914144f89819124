import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { ImportsDocument, type ImportEntryFragment } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from './Import.module.css'
import { countsInWords } from './ImportCounts'

function Entry({ entry, shown }: { entry: ImportEntryFragment; shown: boolean }) {
  const at = entry.finishedAt ?? entry.startedAt
  return (
    <li className={classes.entry}>
      <Link to={`?id=${encodeURIComponent(entry.id)}`} aria-current={shown || undefined}>
        <span className={classes.entryHead}>
          <strong>{enumLabel(entry.kind)}</strong>
          {entry.dryRun && <span className={classes.badge}>dry run</span>}
          {entry.status !== 'FINISHED' && (
            <span className={classes.badge} data-status={entry.status}>
              {enumLabel(entry.status).toLowerCase()}
            </span>
          )}
          <span className={classes.entryTime}>{at && <RelativeTime at={at} />}</span>
        </span>
        <span className={classes.entryCounts}>{entry.message ?? countsInWords(entry)}</span>
      </Link>
    </li>
  )
}

/** The imports before, newest first; each can be looked at again. */
export function ImportHistory({ shownId }: { shownId: string | null }) {
  const { data, error, refetch, fetchMore } = useQuery(ImportsDocument, { variables: { first: 25 }, fetchPolicy: 'cache-and-network' })
  const imports = data?.imports
  if (error && !imports) return <FailureNote failed={toFailure(error)} what="The list of imports" onRetry={() => void refetch()} />
  if (!imports) return <GreyRows label="earlier imports" rows={6} height={46} />
  if (imports.nodes.length === 0) return <p className={classes.none}>No imports yet. Choose a file to begin with the first.</p>
  const { endCursor, hasNextPage } = imports.pageInfo
  return (
    <>
      <ul>
        {imports.nodes.map((entry) => (
          <Entry key={entry.id} entry={entry} shown={entry.id === shownId} />
        ))}
      </ul>
      {hasNextPage && (
        <Button m={12} variant="default" onClick={() => void fetchMore({ variables: { after: endCursor ?? null } })}>
          Earlier imports
        </Button>
      )}
    </>
  )
}
