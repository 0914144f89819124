import { useQuery as useApolloQuery } from '@apollo/client/react'
import { useRef } from 'react'
import { toFailure } from './failure'

/** Passes by itself: what was read before is still worth reading. */
const isPassing = (error: unknown): boolean => ['NETWORK', 'UNAVAILABLE'].includes(toFailure(error).code)

interface Known {
  /** What was asked for, as text. */
  asked: string
  data: unknown
  /** Shown in place of what could not be read again. */
  isKept: boolean
}

/**
 * Apollo's `useQuery`, but that what was read stays while it cannot be read again: with the connection lost the page can still be read.
 * It goes where the server says that it is gone or refused, and where something else is asked for.
 */
export const useQuery: typeof useApolloQuery = ((...args: Parameters<typeof useApolloQuery>) => {
  const result = useApolloQuery(...args)
  const asked = JSON.stringify((args[1] as { variables?: object } | undefined)?.variables ?? null)
  const known = useRef<Known>({ asked, data: undefined, isKept: false })
  const last = known.current
  if (result.data !== undefined || last.asked !== asked) known.current = { asked, data: result.data, isKept: false }
  else if (result.error) last.isKept = isPassing(result.error)
  const { data, isKept } = known.current
  return isKept ? { ...result, data } : result
}) as typeof useApolloQuery
