import { useApolloClient, useMutation } from '@apollo/client/react'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { AssignClientsDocument, FindClientsDocument, TagClientsDocument } from '../../generated/graphql'
import { explained, toFailure } from '../../lib/failure'
import { plural } from '../../lib/number'
import { inBatches } from './bulk'
import type { toVariables } from './list-state'

export interface Bulk {
  /** How many of the clients are done, while it runs; null otherwise. */
  progress: { done: number; all: number } | null
  assign: (ids: readonly string[], owner: { id: string; name: string }) => Promise<boolean>
  tag: (ids: readonly string[], change: { add: string[]; remove: string[] }) => Promise<boolean>
}

/** Changes of many clients at once: batch after batch, and a sentence at the end of what was done. */
export function useBulk(onChanged: () => void): Bulk {
  const [progress, setProgress] = useState<Bulk['progress']>(null)
  const [assign] = useMutation(AssignClientsDocument)
  const [tag] = useMutation(TagClientsDocument)

  const run = async (ids: readonly string[], change: (batch: string[]) => Promise<unknown>, done: string) => {
    let count = 0
    try {
      for (const batch of inBatches(ids)) {
        setProgress({ done: count, all: ids.length })
        await change(batch)
        count += batch.length
      }
      notifications.show({ message: `${plural(count, 'client')} ${done}` })
      return true
    } catch (error) {
      const { title, advice } = explained(toFailure(error), 'The change')
      notifications.show({ color: 'red', title: `${plural(count, 'client')} of ${ids.length} ${done}, then it stopped`, message: `${title} ${advice}` })
      return false
    } finally {
      setProgress(null)
      if (count > 0) onChanged()
    }
  }

  return {
    progress,
    assign: (ids, owner) => run(ids, (batch) => assign({ variables: { input: { ids: batch, ownerId: owner.id } } }), `handed to ${owner.name}`),
    tag: (ids, { add, remove }) => run(ids, (batch) => tag({ variables: { input: { ids: batch, add, remove } } }), 'tagged anew'),
  }
}

/** Finds the ids of every client that the list matches, page by page, at most `most` of them. */
export function useAllIds(variables: ReturnType<typeof toVariables>, most = 10_000): () => Promise<string[]> {
  const client = useApolloClient()
  return async () => {
    const ids: string[] = []
    let after: string | null = null
    while (ids.length < most) {
      const page: { ids: string[]; end: string | null } = await client
        .query({ query: FindClientsDocument, variables: { ...variables, first: batchPage, after }, fetchPolicy: 'no-cache', errorPolicy: 'none' })
        .then(({ data }) => ({
          ids: data?.clients.nodes.map(({ id }) => id) ?? [],
          end: data?.clients.pageInfo.hasNextPage ? (data.clients.pageInfo.endCursor ?? null) : null,
        }))
      ids.push(...page.ids)
      after = page.end
      if (after === null) break
    }
    return ids.slice(0, most)
  }
}

const batchPage = 500
