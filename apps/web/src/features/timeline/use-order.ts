import { useEffect, useRef } from 'react'
import { useParams } from 'react-router'
import { OrderOfEventDocument, type OrderOfEventQuery } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'
import { orderKey, type Order as OrderEvent } from './entry'

/** An order as the server knows it, whatever of it the timeline holds. */
export type WholeOrder = NonNullable<NonNullable<OrderOfEventQuery['client']>['order']>

/**
 * The order that an event is of; undefined until it was read, and of no event.
 * @param known how many of its events the timeline holds: another one is a reason to read it again.
 */
export function useOrder(event: OrderEvent | null, known: number): WholeOrder | undefined {
  const { id = '' } = useParams()
  const variables = { clientId: event?.client?.id ?? id, orderId: event?.orderId ?? '' }
  const { data, refetch } = useQuery(OrderOfEventDocument, { variables, skip: event === null, fetchPolicy: 'cache-and-network' })
  const key = event && orderKey(event)
  const before = useRef({ key, known })
  useEffect(() => {
    const { current } = before
    before.current = { key, known }
    if (key !== null && current.key === key && current.known !== known) refetch().catch(() => undefined) // What is shown stays.
  }, [key, known, refetch])
  return data?.client?.order ?? undefined
}
