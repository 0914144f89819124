import { useApolloClient } from '@apollo/client/react'
import { FindClientsDocument, type FindClientsQueryVariables } from '../../generated/graphql'

const pageSize = 500

interface Page {
  ids: string[]
  end: string | null
}

/** Finds the ids of every client that the list matches, page by page, at most `most` of them. */
export function useAllIds(variables: Omit<FindClientsQueryVariables, 'first' | 'after'>, most = 10_000): () => Promise<string[]> {
  const client = useApolloClient()
  const pageAfter = async (after: string | null): Promise<Page> => {
    const { data } = await client.query({
      query: FindClientsDocument,
      variables: { ...variables, first: pageSize, after },
      fetchPolicy: 'no-cache',
      errorPolicy: 'none',
    })
    const { nodes, pageInfo } = data?.clients ?? { nodes: [], pageInfo: null }
    return { ids: nodes.map(({ id }) => id), end: pageInfo?.hasNextPage ? (pageInfo.endCursor ?? null) : null }
  }
  return async () => {
    let { ids, end } = await pageAfter(null)
    while (end !== null && ids.length < most) {
      const page: Page = await pageAfter(end)
      ids = [...ids, ...page.ids]
      end = page.end
    }
    return ids.slice(0, most)
  }
}
