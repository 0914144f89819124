import { useMutation } from '@apollo/client/react'
import { EndAllSessionsDocument, EndSessionDocument, MySessionsDocument, type MySessionsQuery } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { plural } from '../../lib/number'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'

export type SessionRow = NonNullable<MySessionsQuery['me']['sessions']>[number]

interface Reading {
  /** Null while they are on their way. */
  sessions: readonly SessionRow[] | null
  failed: Failure | null
  refetch: () => void
  busy: boolean
  end: (session: SessionRow) => Promise<unknown>
  endOthers: () => Promise<unknown>
}

/** The sessions of the person at the page, and the way to end them. */
export function useSessions(): Reading {
  const { data, error, refetch } = useQuery(MySessionsDocument, { fetchPolicy: 'cache-and-network', pollInterval: 60_000 })
  const { busy, attempt } = useAttempt()
  const [endOne] = useMutation(EndSessionDocument, { refetchQueries: [MySessionsDocument], awaitRefetchQueries: true })
  const [endAll] = useMutation(EndAllSessionsDocument)
  const sessions = data?.me.sessions ?? null
  return {
    sessions,
    failed: error && !sessions ? toFailure(error) : null,
    refetch: () => void refetch(),
    busy,
    end: ({ id }) => attempt(() => endOne({ variables: { input: { id } } }), 'Session ended'),
    endOthers: () => attempt(() => endAll({ variables: { input: { keepCurrent: true } } }), `${plural((sessions?.length ?? 1) - 1, 'session')} ended`),
  }
}
