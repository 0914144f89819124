import { RelativeTime } from '../../ui/RelativeTime'
import classes from './EntryDetail.module.css'
import type { WholeOrder } from './use-order'

/** What was said about an order; nothing where nothing was. */
export function OrderCalls({ page: { nodes, pageInfo }, onGo }: { page: WholeOrder['communications']; onGo: (at: number) => void }) {
  if (nodes.length === 0) return null
  return (
    <section aria-label="What was said about it">
      <h4 className={classes.small}>What was said about it{pageInfo.hasNextPage && ', the latest fifty'}</h4>
      <ul className={classes.said}>
        {nodes.map(({ id, occurredAt, title }) => (
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
