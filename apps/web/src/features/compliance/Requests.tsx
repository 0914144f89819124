import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { PrivacyRequestsDocument, type RequestRowFragment } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { usePollingWhile } from '../../lib/use-polling-while'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from './Approvals.module.css'
import { classWords, keptLines, recordWords } from './class-words'
import { clientWords } from './client-words'
import { useHoldReasons } from './use-hold-reasons'

const titles = { ACCESS: 'All that is held of', ERASURE: 'Erasure of', ANONYMISATION: 'Anonymity for' } as const

const counted = { ACCESS: 'In the archive', ERASURE: 'Removed', ANONYMISATION: 'Removed' } as const

/** What data subjects asked for, each with what came of it; one that runs is looked at anew until it is done. */
export function Requests() {
  const { data, error, refetch, fetchMore, ...polling } = useQuery(PrivacyRequestsDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const page = data?.dataSubjectRequests
  const reasons = useHoldReasons(page?.nodes.flatMap(({ kept }) => kept) ?? [])
  usePollingWhile(page?.nodes.some(({ status }) => status === 'RUNNING') ?? false, polling)
  if (error && !page) return <FailureNote failed={toFailure(error)} what="The list of requests" onRetry={() => void refetch()} />
  if (!page) return <GreyRows label="the requests" rows={4} height={64} />
  return (
    <>
      <div className={listing.bar}>
        <p>What clients asked for: to see all that is held of them, to be erased, to be made anonymous. It is asked for from the client’s own page.</p>
      </div>
      {page.nodes.length === 0 && <p className={listing.none}>No client has asked for anything yet.</p>}
      <ul className={classes.list}>
        {page.nodes.map((request) => (
          <One key={request.id} request={request} reasons={reasons} />
        ))}
      </ul>
      {page.pageInfo.hasNextPage && (
        <Button m={12} variant="default" onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } })}>
          Older ones
        </Button>
      )}
    </>
  )
}

function One({ request, reasons }: { request: RequestRowFragment; reasons: ReadonlyMap<string, string> }) {
  const { kind, status, reference, client, requestedBy, requestedAt, finishedAt, reason, gone, kept, records, downloadUrl } = request
  const counts = recordWords(records)
  return (
    <li className={classes.one}>
      <p className={classes.head}>
        {titles[kind]} {kind === 'ERASURE' || !client ? reference : clientWords({ ...client, reference })}
        <span className={classes.state} data-state={status === 'FINISHED' ? 'DONE' : 'REQUESTED'}>
          {enumLabel(status)}
        </span>
      </p>
      <ul className={classes.says}>
        {gone.length > 0 && <li>Destroyed for good: {gone.map(classWords).join(', ')}</li>}
        {keptLines(kept, reasons).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {counts && (
          <li>
            {counted[kind]}: {counts}
          </li>
        )}
      </ul>
      <p className={classes.who}>
        {requestedBy?.name ?? 'Somebody'} asked <RelativeTime at={requestedAt} />
        {reason && `: “${reason}”`}
        {finishedAt && (
          <>
            , finished <RelativeTime at={finishedAt} />
          </>
        )}
      </p>
      {downloadUrl && (
        <div className={classes.deeds}>
          <Button component="a" href={downloadUrl} variant="default" leftSection={<IconDownload size={14} stroke={1.7} />}>
            Archive
          </Button>
        </div>
      )}
    </li>
  )
}
