import { useMutation } from '@apollo/client/react'
import { notifications } from '@mantine/notifications'
import { EndAllSessionsDocument, EndSessionDocument, MySessionsDocument, type MySessionsQuery } from '../../generated/graphql'
import { explained, toFailure, type Failure } from '../../lib/failure'
import { plural } from '../../lib/number'
import { useQuery } from '../../lib/use-query'

export type SessionRow = NonNullable<MySessionsQuery['me']['sessions']>[number]

interface Reading {
  /** Null while they are on their way. */
  sessions: readonly SessionRow[] | null
  failed: Failure | null
  refetch: () => void
  busy: boolean
  end: (session: SessionRow) => Promise<void>
  endOthers: () => Promise<void>
}

function sayWhy(error: unknown) {
  const { title, advice } = explained(toFailure(error), 'The change')
  notifications.show({ color: 'red', title, message: advice })
}

/** The sessions of the person at the page, and the way to end them. */
export function useSessions(): Reading {
  const { data, error, refetch } = useQuery(MySessionsDocument, { fetchPolicy: 'cache-and-network', pollInterval: 60_000 })
  const [endOne, one] = useMutation(EndSessionDocument, { refetchQueries: [MySessionsDocument], awaitRefetchQueries: true })
  const [endAll, all] = useMutation(EndAllSessionsDocument)
  const sessions = data?.me.sessions ?? null
  return {
    sessions,
    failed: error && !sessions ? toFailure(error) : null,
    refetch: () => void refetch(),
    busy: one.loading || all.loading,
    end: async ({ id }) => {
      await endOne({ variables: { input: { id } } }).then(() => notifications.show({ message: 'Session ended' }), sayWhy)
    },
    endOthers: async () => {
      const others = (sessions?.length ?? 1) - 1
      await endAll({ variables: { input: { keepCurrent: true } } }).then(() => notifications.show({ message: `${plural(others, 'session')} ended` }), sayWhy)
    },
  }
}
