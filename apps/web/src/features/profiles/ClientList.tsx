import { useQuery } from '@apollo/client/react'
import { Link } from 'react-router'
import { FindClientsDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { paths } from '../../lib/paths'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'

/** The clients that the reader may see. */
export function ClientList() {
  const { data, error, refetch } = useQuery(FindClientsDocument, { variables: { first: 100 } })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The client list" onRetry={() => void refetch()} />
  if (!data?.clients) return <GreyRows label="clients" rows={20} height={28} />
  return (
    <ul>
      {data.clients.nodes?.map((client) => (
        <li key={client?.id}>
          <Link to={paths.client(client?.id ?? '')}>{client?.displayName}</Link>
        </li>
      ))}
    </ul>
  )
}
