import { useMutation } from '@apollo/client/react'
import { EndTokenDocument, MyTokensDocument, type TokenRowFragment } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'

interface Reading {
  /** Null while they are on their way. */
  tokens: readonly TokenRowFragment[] | null
  failed: Failure | null
  refetch: () => void
  /** Null where there are no more. */
  more: (() => void) | null
  busy: boolean
  revoke: (token: TokenRowFragment) => Promise<unknown>
}

/** The tokens that hold of the person at the page, and their end. */
export function useTokens(): Reading {
  const { data, error, refetch, fetchMore } = useQuery(MyTokensDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const { busy, attempt } = useAttempt()
  const [end] = useMutation(EndTokenDocument, { refetchQueries: [MyTokensDocument], awaitRefetchQueries: true })
  const page = data?.me.apiTokens ?? null
  return {
    tokens: page?.nodes ?? null,
    failed: error && !page ? toFailure(error) : null,
    refetch: () => void refetch(),
    more: page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null,
    busy,
    revoke: ({ id, name }) => attempt(() => end({ variables: { input: { id } } }), `${name} revoked`),
  }
}
