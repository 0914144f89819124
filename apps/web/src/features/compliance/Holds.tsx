import { useMutation } from '@apollo/client/react'
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { HoldsDocument, ReleaseHoldDocument, type HoldRowFragment } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { paths } from '../../lib/paths'
import { formatDay } from '../../lib/time'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { ReasonButton } from '../../ui/ReasonButton'
import { RelativeTime } from '../../ui/RelativeTime'
import { useRowFocus } from '../../ui/use-row-focus'
import { clientWords } from './client-words'

/** "all of it", or the days of a hold's span, the last one included. */
export function spanWords({ from, to }: Pick<HoldRowFragment, 'from' | 'to'>): string {
  if (!from && !to) return 'all of it'
  return [from ? `from ${formatDay(new Date(from))}` : '', to ? `to ${formatDay(new Date(Date.parse(to) - 1))}` : ''].filter(Boolean).join(' ')
}

/** Legal holds: what is kept whatever else ends. */
export function Holds() {
  const [which, setWhich] = useState('standing')
  const { data, error, refetch } = useQuery(HoldsDocument, { variables: { standing: which === 'standing' }, fetchPolicy: 'cache-and-network' })
  const holds = data?.clientHolds
  const { list, row } = useRowFocus<HTMLDivElement>()
  return (
    <div ref={list}>
      <div className={listing.bar}>
        <p>What is held is kept whatever else ends. A hold is placed from the client’s own page.</p>
        <SegmentedControl aria-label="Which" data={[{ value: 'standing', label: 'Standing' }, { value: 'all', label: 'All' }]} value={which} onChange={setWhich} />
      </div>
      {error && !holds && <FailureNote failed={toFailure(error)} what="The list of holds" onRetry={() => void refetch()} />}
      {!error && !holds && <GreyRows label="the holds" rows={4} height={36} />}
      {holds?.length === 0 && <p className={listing.none}>Nothing is held.</p>}
      {holds && holds.length > 0 && (
        <table className={listing.table}>
          <thead>
            <tr>
              <th scope="col">Client</th>
              <th scope="col">What</th>
              <th scope="col">Why</th>
              <th scope="col">Placed</th>
              <th scope="col">By</th>
              <th scope="col" aria-label="Deeds" />
            </tr>
          </thead>
          <tbody>
            {holds.map((hold, index) => (
              <tr key={hold.id} {...row(index)}>
                <Cells hold={hold} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** How a hold ended: nobody released one whose client was erased with all that it could have kept. */
const endOf = ({ releasedBy }: HoldRowFragment) => (releasedBy == null ? 'ended with the erasure' : `released by ${releasedBy.name ?? 'somebody'}`)

function Cells({ hold }: { hold: HoldRowFragment }) {
  return (
    <>
      <th scope="row">{hold.client ? <Link to={paths.client(hold.client.id)}>{clientWords(hold.client)}</Link> : '—'}</th>
      <td>{spanWords(hold)}</td>
      <td className={listing.wide} title={hold.reason}>
        {hold.reason}
      </td>
      <td>
        <RelativeTime at={hold.placedAt} />
      </td>
      <td>{hold.placedBy?.name ?? '—'}</td>
      <td className={listing.deed}>{hold.releasedAt ? endOf(hold) : <ReleaseButton hold={hold} />}</td>
    </>
  )
}

/** Ends a hold, with a reason. */
export function ReleaseButton({ hold: { id, client } }: { hold: HoldRowFragment }) {
  const { busy, attempt } = useAttempt()
  const [release] = useMutation(ReleaseHoldDocument, { refetchQueries: ['Holds', 'ClientHoldsOf'] })
  return (
    <ReasonButton
      label="Release"
      ariaLabel={`Release the hold on ${client ? clientWords(client) : 'this client'}`}
      effect="What only this hold kept of an erased client goes at once."
      confirm="Release hold"
      busy={busy}
      onConfirm={async (reason) => {
        const failed = await attempt(() => release({ variables: { input: { id, reason } } }), 'Hold released')
        return failed === null || failed.approvalId !== null
      }}
    />
  )
}
