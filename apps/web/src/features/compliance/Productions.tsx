import { Button, Drawer } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { ProductionsDocument, type ProductionRowFragment } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { plural } from '../../lib/number'
import { formatDay } from '../../lib/time'
import { usePollingWhile } from '../../lib/use-polling-while'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from './Approvals.module.css'
import { recordWords } from './class-words'
import { clientWords } from './client-words'
import { ProductionForm } from './ProductionForm'

/** The records of clients, brokers and desks that were made ready for a regulator; one that is being made is looked at anew until it is there. */
export function Productions() {
  const [asking, setAsking] = useState(false)
  const { data, error, refetch, fetchMore, ...polling } = useQuery(ProductionsDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const page = data?.productions
  usePollingWhile(page?.nodes.some(({ finishedAt, droppedAt }) => !finishedAt && !droppedAt) ?? false, polling)
  if (error && !page) return <FailureNote failed={toFailure(error)} what="The list of productions" onRetry={() => void refetch()} />
  if (!page) return <GreyRows label="the productions" rows={4} height={64} />
  return (
    <>
      <div className={listing.bar}>
        <p>All records of a client, a broker or a desk in a span, as one archive for a regulator: with a manifest, hashes and an extract of the audit.</p>
        <Button onClick={() => setAsking(true)}>New production</Button>
      </div>
      {page.nodes.length === 0 && <p className={listing.none}>Nothing was produced yet.</p>}
      <ul className={classes.list}>
        {page.nodes.map((production) => (
          <One key={production.id} production={production} />
        ))}
      </ul>
      {page.pageInfo.hasNextPage && (
        <Button m={12} variant="default" onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } })}>
          Older ones
        </Button>
      )}
      <Drawer opened={asking} onClose={() => setAsking(false)} position="right" size={420} title="New production" closeButtonProps={{ 'aria-label': 'Close' }}>
        {asking && <ProductionForm onClose={() => setAsking(false)} />}
      </Drawer>
    </>
  )
}

function stateOf({ finishedAt, droppedAt }: ProductionRowFragment): [words: string, state: string] {
  if (droppedAt) return ['Files deleted', 'DROPPED']
  return finishedAt ? ['Ready', 'DONE'] : ['Being made', 'REQUESTED']
}

function subjectOf({ client, user, team }: ProductionRowFragment): string {
  return team ?? user?.name ?? (client ? clientWords(client) : 'Somebody who is no more')
}

function One({ production }: { production: ProductionRowFragment }) {
  const { from, to, reason, requestedBy, requestedAt, clientCount, auditEntries, manifestSha256, records, downloadUrl } = production
  const counts = recordWords(records)
  const [words, state] = stateOf(production)
  return (
    <li className={classes.one}>
      <p className={classes.head}>
        {subjectOf(production)}, {formatDay(new Date(from))} to {formatDay(new Date(Date.parse(to) - 1))}
        <span className={classes.state} data-state={state}>
          {words}
        </span>
      </p>
      <ul className={classes.says}>
        {clientCount !== 1 && <li>Of {plural(clientCount, 'client')}</li>}
        {counts && <li>In the archive: {counts}</li>}
        {auditEntries != null && <li>With {plural(auditEntries, 'entry', 'entries')} of the audit trail</li>}
        {manifestSha256 && (
          <li className={classes.hash}>
            SHA-256 of the manifest: <code>{manifestSha256}</code>
          </li>
        )}
      </ul>
      <p className={classes.who}>
        {requestedBy?.name ?? 'Somebody'} asked <RelativeTime at={requestedAt} />
        {reason && `: “${reason}”`}
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
