import { useSubscription } from '@apollo/client/react'
import { useCallback, useEffect, useState } from 'react'
import { ClientListChangedDocument } from '../../generated/graphql'
import { onStanding } from '../../lib/live-state'
import { useLatest } from '../../lib/use-latest'

/** Milliseconds in which changes are gathered before the list is read anew: an import changes thousands in a row. */
const gatherFor = 300
const tryAgainAfter = 2_000

export interface ListChanges {
  /** How many clients changed since the list was last read, while it was held. */
  waiting: number
  hold: (held: boolean) => void
  /** Reads the list anew, with all that waited. */
  read: () => void
}

/**
 * Reads a list anew when its clients changed elsewhere, but not while it is held: what changes then waits.
 * @param ask sends the list's request again.
 */
export function useListChanges(ask: () => void): ListChanges {
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set())
  const [held, hold] = useState(false)
  const { error, restart } = useSubscription(ClientListChangedDocument, {
    fetchPolicy: 'no-cache',
    onData: ({ data: { data } }) => {
      const ids = data?.clientListChanged.clientIds
      if (ids) setWaiting((before) => new Set([...before, ...ids]))
    },
  })
  const read = useCallback(() => {
    setWaiting(new Set())
    ask()
  }, [ask])
  useReading({ due: waiting.size > 0 && !held, read })
  useAfterGap(read)
  useEffect(() => {
    if (!error) return
    const timer = setTimeout(restart, tryAgainAfter)
    return () => clearTimeout(timer)
  }, [error, restart])
  return { waiting: held ? waiting.size : 0, hold, read }
}

/** Reads a moment after it is due, once for all that comes meanwhile. */
function useReading({ due, read }: { due: boolean; read: () => void }): void {
  useEffect(() => {
    if (!due) return
    const timer = setTimeout(read, gatherFor)
    return () => clearTimeout(timer)
  }, [due, read])
}

/** Reads again what may have been missed: all that happened between the first reading, or a lost connection, and now. */
function useAfterGap(read: () => void): void {
  const again = useLatest(read)
  useEffect(() => onStanding(() => again()), [again])
}
