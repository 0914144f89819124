import { useEffect, useRef } from 'react'
import { useParams } from 'react-router'
import { OrderOfEventDocument, type OrderOfEventQuery } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'
import type { Order as OrderEvent } from './entry'

/** An order as the server knows it, whatever of it the timeline holds. */
export type WholeOrder = NonNullable<NonNullable<OrderOfEventQuery['client']>['order']>

/**
 * The order that an event is of; undefined until it was read.
 * @param known how many of its events the timeline holds: another one is a reason to read it again.
 */
export function useOrder({ orderId, client }: OrderEvent, known: number): WholeOrder | undefined {
  const { id = '' } = useParams()
  const { data, refetch } = useQuery(OrderOfEventDocument, { variables: { clientId: client?.id ?? id, orderId }, fetchPolicy: 'cache-and-network' })
  const before = useRef({ orderId, known })
  useEffect(() => {
    const { current } = before
    before.current = { orderId, known }
    if (current.orderId === orderId && current.known !== known) refetch().catch(() => undefined) // What is shown stays.
  }, [orderId, known, refetch])
  return data?.client?.order ?? undefined
}
