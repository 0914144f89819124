import { useMutation } from '@apollo/client/react'
import { CredentialsOfDocument, EndSessionDocument, EndTokenDocument, FirmUsersDocument, type TokenRowFragment } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import type { SessionRow } from './use-sessions'
import type { FirmUser } from './use-users'

interface Reading {
  /** Null while they are on their way. */
  sessions: readonly SessionRow[] | null
  tokens: readonly TokenRowFragment[] | null
  failed: Failure | null
  refetch: () => void
  /** Older tokens; null where there are no more. */
  more: (() => void) | null
  busy: boolean
  end: (session: SessionRow) => Promise<unknown>
  revoke: (token: TokenRowFragment) => Promise<unknown>
}

/** By what another user is in: the sessions and the tokens that hold, and their end. */
export function useCredentials({ id, email }: FirmUser): Reading {
  const { data, error, refetch, fetchMore } = useQuery(CredentialsOfDocument, { variables: { email: email ?? '', first: 50 }, fetchPolicy: 'cache-and-network' })
  const { busy, attempt } = useAttempt()
  const [endSession] = useMutation(EndSessionDocument, { refetchQueries: [CredentialsOfDocument, FirmUsersDocument], awaitRefetchQueries: true })
  const [endToken] = useMutation(EndTokenDocument, { refetchQueries: [CredentialsOfDocument], awaitRefetchQueries: true })
  const user = data?.users.nodes.find((one) => one.id === id)
  const page = user?.apiTokens
  return {
    sessions: user?.sessions ?? null,
    tokens: page?.nodes ?? null,
    failed: error && !user ? toFailure(error) : null,
    refetch: () => void refetch(),
    more: page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null,
    busy,
    end: (session) => attempt(() => endSession({ variables: { input: { id: session.id } } }), 'Session ended'),
    revoke: (token) => attempt(() => endToken({ variables: { input: { id: token.id } } }), `${token.name} revoked`),
  }
}
