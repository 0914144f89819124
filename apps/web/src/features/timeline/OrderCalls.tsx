import { useQuery } from '@apollo/client/react'
import { useParams } from 'react-router'
import { OrderCallsDocument } from '../../generated/graphql'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from './EntryDetail.module.css'

/** What was said about an order; nothing where nothing was. */
export function OrderCalls({ orderId, onGo }: { orderId: string; onGo: (at: number) => void }) {
  const { id: clientId = '' } = useParams()
  const { data } = useQuery(OrderCallsDocument, { variables: { clientId, orderId }, fetchPolicy: 'cache-and-network' })
  const page = data?.client?.order?.communications
  if (!page || page.nodes.length === 0) return null
  return (
    <section aria-label="What was said about it">
      <h4 className={classes.small}>What was said about it{page.pageInfo.hasNextPage && ', the latest fifty'}</h4>
      <ul className={classes.said}>
        {page.nodes.map(({ id, occurredAt, title }) => (
          <li key={id}>
            <button type="button" onClick={() => onGo(Date.parse(occurredAt))}>
              {title}
            </button>{' '}
            <RelativeTime at={occurredAt} />
          </li>
        ))}
      </ul>
    </section>
  )
}
