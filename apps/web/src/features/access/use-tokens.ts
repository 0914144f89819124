import { useMutation } from '@apollo/client/react'
import { notifications } from '@mantine/notifications'
import { EndTokenDocument, MyTokensDocument, type TokenRowFragment } from '../../generated/graphql'
import { explained, toFailure, type Failure } from '../../lib/failure'
import { useQuery } from '../../lib/use-query'

interface Reading {
  /** Null while they are on their way. */
  tokens: readonly TokenRowFragment[] | null
  failed: Failure | null
  refetch: () => void
  /** Null where there are no more. */
  more: (() => void) | null
  busy: boolean
  revoke: (token: TokenRowFragment) => Promise<void>
}

function sayWhy(error: unknown) {
  const { title, advice } = explained(toFailure(error), 'The change')
  notifications.show({ color: 'red', title, message: advice })
}

/** The tokens that hold of the person at the page, and their end. */
export function useTokens(): Reading {
  const { data, error, refetch, fetchMore } = useQuery(MyTokensDocument, { variables: { first: 50 }, fetchPolicy: 'cache-and-network' })
  const [end, { loading }] = useMutation(EndTokenDocument, { refetchQueries: [MyTokensDocument], awaitRefetchQueries: true })
  const page = data?.me.apiTokens ?? null
  return {
    tokens: page?.nodes ?? null,
    failed: error && !page ? toFailure(error) : null,
    refetch: () => void refetch(),
    more: page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null,
    busy: loading,
    revoke: async ({ id, name }) => {
      await end({ variables: { input: { id } } }).then(() => notifications.show({ message: `${name} revoked` }), sayWhy)
    },
  }
}
