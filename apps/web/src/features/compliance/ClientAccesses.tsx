import { Drawer, Select } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ClientAccessesDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { formatCount } from '../../lib/number'
import { paths } from '../../lib/paths'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'

const spans = [
  { value: '7', label: 'In the last week' },
  { value: '90', label: 'In the last 90 days' },
  { value: '3660', label: 'In ten years' },
]

/** Who has seen or changed a client, and how much; each leads to the entries themselves. */
export function ClientAccesses({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const [days, setDays] = useState('90')
  return (
    <Drawer opened onClose={onClose} position="right" size={560} title="Who has seen this client" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Select aria-label="Since" data={spans} value={days} onChange={(next) => setDays(next ?? '90')} mb={12} w={200} />
      <Accesses clientId={clientId} days={Number(days)} />
    </Drawer>
  )
}

function Accesses({ clientId, days }: { clientId: string; days: number }) {
  const { data, error, refetch } = useQuery(ClientAccessesDocument, { variables: { id: clientId, days }, fetchPolicy: 'no-cache' })
  const accesses = data?.client?.accesses
  if (error && !accesses) return <FailureNote failed={toFailure(error)} what="The list" onRetry={() => void refetch()} />
  if (!accesses) return <GreyRows label="the list" rows={4} height={36} />
  if (accesses.length === 0) return <p className={listing.none}>Nobody in this time.</p>
  return (
    <table className={listing.table}>
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Last</th>
          <th scope="col">Reads</th>
          <th scope="col">Changes</th>
          <th scope="col">Kinds of data</th>
        </tr>
      </thead>
      <tbody>
        {accesses.map(({ user, lastAt, reads, changes, kinds }) => (
          <tr key={user?.id ?? 'system'}>
            <th scope="row">
              {user ? <Link to={`${paths.complianceAudit}?client=${clientId}&user=${user.id}`}>{user.name}</Link> : 'System'}
            </th>
            <td>
              <RelativeTime at={lastAt} />
            </td>
            <td>{formatCount(reads)}</td>
            <td>{formatCount(changes)}</td>
            <td className={listing.wide} title={kinds.join(', ')}>
              {kinds.join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
