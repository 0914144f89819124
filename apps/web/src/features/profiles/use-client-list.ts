import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { FindClientsDocument, type FindClientsQuery } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { useSession } from '../../lib/session'
import { useQuery } from '../../lib/use-query'
import { useListChanges } from './use-list-changes'
import { toVariables, type ListState } from './list-state'

const pageSize = 100
const largestPage = 500

export type ListedClient = FindClientsQuery['clients']['nodes'][number]

export interface ClientListing {
  clients: readonly ListedClient[]
  /** Null above 10,000, where the server does not count, and before the first answer. */
  total: number | null
  hasMore: boolean
  /** Whether the server has answered at least once, if perhaps for another search. */
  loaded: boolean
  /** Asking for this list anew; what is shown may be the list before. */
  renewing: boolean
  failed: Failure | null
  /** Why the next page did not come. */
  moreFailed: Failure | null
  loadMore: () => void
  reload: () => void
  /** Clients that changed elsewhere while the list was held; they show once it is let go, or with `reload`. */
  changed: number
  /** A list that is pointed at or walked through does not shift: while it is held, changes wait. */
  hold: (held: boolean) => void
}

/** How many rows a list had when it was left, so that the way back shows as many. */
const rowsLeft = new Map<string, number>()

const rowsToAskFor = (key: string) => Math.min(largestPage, Math.max(pageSize, rowsLeft.get(key) ?? 0))

/** The clients of a list's state, page by page. */
export function useClientList(state: ListState): ClientListing {
  const { me } = useSession()
  const variables = useMemo(() => toVariables(state, me.id), [state, me.id])
  const key = JSON.stringify(variables)
  const first = useMemo(() => rowsToAskFor(key), [key])
  const { data, previousData, error, loading, fetchMore, refetch } = useQuery(FindClientsDocument, {
    variables: { ...variables, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  })
  const connection = (data ?? previousData)?.clients
  const count = data?.clients?.nodes?.length ?? 0
  useEffect(() => void rowsLeft.set(key, count), [key, count])

  const changes = useListChanges(useCallback(() => void refetch({ first: rowsToAskFor(key) }), [refetch, key]))
  const more = useMore(connection?.pageInfo?.endCursor ?? null, async (after) => {
    const { error: refused } = await fetchMore({ variables: { after, first: pageSize } })
    if (refused) throw refused
  })
  return {
    clients: connection?.nodes ?? [],
    total: connection?.totalCount ?? null,
    hasMore: data?.clients?.pageInfo?.hasNextPage === true,
    loaded: connection !== undefined && connection !== null,
    renewing: loading,
    failed: error && !data?.clients ? toFailure(error) : null,
    moreFailed: more.failed,
    loadMore: more.load,
    reload: changes.read,
    changed: changes.waiting,
    hold: changes.hold,
  }
}

/** Asks for one page at a time; a page that failed is asked for again only by hand. */
function useMore(cursor: string | null, fetchAfter: (cursor: string) => Promise<void>) {
  const asking = useRef<string | null>(null)
  const [failedAt, setFailedAt] = useState<{ cursor: string; failed: Failure } | null>(null)
  const load = () => {
    if (!cursor || asking.current === cursor) return
    asking.current = cursor
    setFailedAt(null)
    fetchAfter(cursor)
      .catch((error: unknown) => setFailedAt({ cursor, failed: toFailure(error) }))
      .finally(() => (asking.current = null))
  }
  return { load, failed: failedAt?.cursor === cursor ? failedAt.failed : null }
}
