import { useSubscription } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import { TimelineArrivalsDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { isEverything } from './timeline-query'
import type { Feeds } from './use-feed'

/** Whether a failure says that the client is no longer visible to the one who looks. */
export const isOutOfReach = (code: string): boolean => code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'GONE'

const tryAgainAfter = 2_000

/** Takes what happens while the page is open; says `true` once the client is no longer visible to this user. */
export function useArrivals(clientId: string, { feed, list, source }: Feeds): boolean {
  const [cut, setCut] = useState(false)
  const { error, restart } = useSubscription(TimelineArrivalsDocument, {
    variables: { clientId },
    onData: ({ data: { data } }) => {
      if (!data?.timelineItemAdded) return
      // Whether it is what was asked for, only the server knows.
      if (isEverything(source.query)) {
        feed.arrive(data.timelineItemAdded)
        list.arrive(data.timelineItemAdded)
      } else {
        feed.refresh()
        list.refresh()
        list.hear(data.timelineItemAdded)
      }
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
