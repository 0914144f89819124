import { useSubscription } from '@apollo/client/react'
import { useEffect, useRef, useState } from 'react'
import { ClientAtAGlanceChangedDocument, ClientAtAGlanceDocument, type ClientProfileFragment } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { onStanding } from '../../lib/live-state'
import { useQuery } from '../../lib/use-query'

export type Profile = ClientProfileFragment

export interface ClientReading {
  profile: Profile | null
  failed: Failure | null
  /** The client was shown since the page was opened: refused after that, it is no longer visible; refused from the start, it never was. */
  wasSeen: boolean
  /** The client was visible and no longer is: reassigned, erased, or the session's reach changed. */
  cut: boolean
  refetch: () => Promise<Profile | null>
}

const outOfReach: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN', 'GONE'])
const tryAgainAfter = 2_000

/** Reads one client and keeps it as it is now: each change comes by itself, and a lost connection is caught up with. */
export function useClient(id: string): ClientReading {
  const { data, error, refetch } = useQuery(ClientAtAGlanceDocument, { variables: { id }, fetchPolicy: 'cache-and-network' })
  const [cut, setCut] = useState(false)
  const wasSeen = useRef(false)
  const { error: lost, restart } = useSubscription(ClientAtAGlanceChangedDocument, {
    variables: { id },
    fetchPolicy: 'no-cache',
    onData: () => void refetch(),
  })
  useEffect(() => onStanding(() => void refetch()), [refetch])
  useEffect(() => {
    if (!lost) return
    // Refused from the start is no cut: the query says that there is no such client.
    if (outOfReach.has(toFailure(lost).code)) return setCut(wasSeen.current)
    const timer = setTimeout(() => {
      restart()
      void refetch()
    }, tryAgainAfter)
    return () => clearTimeout(timer)
  }, [lost, restart, refetch])
  const profile = data?.client ?? null
  useEffect(() => {
    if (isWhole(profile)) wasSeen.current = true
  }, [profile])
  return {
    profile: isWhole(profile) ? profile : null,
    failed: error ? toFailure(error) : null,
    wasSeen: wasSeen.current,
    cut,
    refetch: async () => {
      const { data: again } = await refetch()
      return isWhole(again?.client) ? again.client : null
    },
  }
}

/** With errors beside the data a field may be missing; the profile is whole once its own fields are there. */
const isWhole = (client: unknown): client is Profile =>
  typeof client === 'object' && client !== null && 'displayName' in client && 'version' in client
