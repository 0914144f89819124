import { useApolloClient } from '@apollo/client/react'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, type ReactNode } from 'react'
import { Link } from 'react-router'
import { ImportProgressDocument, type ImportEntryFragment } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { formatCount, plural } from '../../lib/number'
import { paths } from '../../lib/paths'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from './Import.module.css'
import { ImportCounts } from './ImportCounts'

const pollEvery = 1_000
const again = 'Choose the file again and start anew; rows that are already there are left unchanged.'

export const isOver = ({ status }: Pick<ImportEntryFragment, 'status'>): boolean => status === 'FINISHED' || status === 'FAILED'

function headline({ status, dryRun, kind, rows }: ImportEntryFragment): string {
  const noun = kind === 'CLIENTS' ? 'clients' : kind === 'ORDERS' ? 'orders' : 'rows'
  switch (status) {
    case 'AWAITING_UPLOAD':
      return 'The file has not arrived'
    case 'QUEUED':
      return 'The file is here and waits for its turn'
    case 'RUNNING':
      return `${dryRun ? 'Trying out' : 'Importing'} ${noun}: ${plural(rows ?? 0, 'row')} read`
    case 'FINISHED':
      return dryRun ? `Tried out ${plural(rows ?? 0, 'row')}; nothing was changed` : `Imported ${plural(rows ?? 0, 'row')} of ${noun}`
    case 'FAILED':
      return 'The import failed'
  }
}

/** Follows one import until it is over; what it changed is read anew by every other screen. */
function useProgress(id: string) {
  const client = useApolloClient()
  const { data, error, stopPolling, refetch } = useQuery(ImportProgressDocument, {
    variables: { id },
    pollInterval: pollEvery,
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const entry = data?.import ?? null
  const over = entry !== null && isOver(entry)
  useEffect(() => {
    if (!over) return
    stopPolling()
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'clients' })
    client.cache.gc()
  }, [over, client, stopPolling])
  return { entry, error, refetch }
}

interface Props {
  id: string
  /** What can be done next, for the one who still has the file: the import after its dry run. */
  next: ReactNode
}

/** How one import is getting on, and what came of it. */
export function ImportProgress({ id, next }: Props) {
  const { entry, error, refetch } = useProgress(id)
  if (!entry && error) return <FailureNote failed={toFailure(error)} what="The import" onRetry={() => void refetch()} />
  if (!entry) return <GreyRows label="the import" rows={2} height={28} />
  return (
    <section className={classes.progress} aria-label="This import" aria-live="polite">
      <p className={classes.headline} data-status={entry.status}>
        {headline(entry)} {entry.finishedAt && <RelativeTime at={entry.finishedAt} />}
      </p>
      <ImportCounts entry={entry} />
      <div className={classes.after}>
        {entry.rejectedRowsUrl && (
          <Button variant="default" component="a" href={entry.rejectedRowsUrl} download leftSection={<IconDownload size={14} />}>
            {`Download the ${formatCount(entry.rejected ?? 0)} rejected rows`}
          </Button>
        )}
        {entry.status === 'FINISHED' && !entry.dryRun && entry.kind === 'CLIENTS' && (
          <Button variant="default" component={Link} to={`${paths.clients}?owner=all&sort=-created`}>
            Show the clients
          </Button>
        )}
        {entry.status === 'FINISHED' && entry.dryRun && next}
        {entry.status === 'FAILED' && (
          <p>
            {entry.message != null && `${entry.message}. `}
            {again}
          </p>
        )}
      </div>
    </section>
  )
}
