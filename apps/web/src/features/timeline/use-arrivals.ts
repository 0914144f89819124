import { useSubscription } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import { TimelineArrivalsDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { takeArrival } from './take-arrival'
import type { Feeds } from './use-feed'

/** Whether a failure says that the client is no longer visible to the one who looks. */
export const isOutOfReach = (code: string): boolean => code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'GONE'

const tryAgainAfter = 2_000

/** Takes what happens while the page is open; says `true` once the client is no longer visible to this user. */
export function useArrivals(clientId: string, feeds: Feeds): boolean {
  const { feed, list } = feeds
  const [cut, setCut] = useState(false)
  const { error, restart } = useSubscription(TimelineArrivalsDocument, {
    variables: { clientId },
    onData: ({ data: { data } }) => {
      if (data?.timelineItemAdded) void takeArrival(feeds, data.timelineItemAdded)
    },
  })
  useEffect(() => {
    if (!error) return
    if (isOutOfReach(toFailure(error).code)) return setCut(true)
    const timer = setTimeout(() => {
      restart()
      feed.refresh()
      list.refresh()
    }, tryAgainAfter)
    return () => clearTimeout(timer)
  }, [error, restart, feed, list])
  return cut
}
