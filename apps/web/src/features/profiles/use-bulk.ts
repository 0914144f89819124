import { useMutation } from '@apollo/client/react'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { AssignClientsDocument, TagClientsDocument } from '../../generated/graphql'
import { explained, toFailure } from '../../lib/failure'
import { plural } from '../../lib/number'
import { inBatches } from './bulk'

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
      const stopped = `${plural(count, 'client')} of ${ids.length} ${done}, then it stopped`
      notifications.show({ color: 'red', title: stopped, message: `${title} ${advice}` })
      return false
    } finally {
      setProgress(null)
      if (count > 0) onChanged()
    }
  }

  const assignTo = (ownerId: string) => (ids: string[]) => assign({ variables: { input: { ids, ownerId } } })
  const change = (by: { add: string[]; remove: string[] }) => (ids: string[]) => tag({ variables: { input: { ids, ...by } } })
  return {
    progress,
    assign: (ids, owner) => run(ids, assignTo(owner.id), `handed to ${owner.name}`),
    tag: (ids, by) => run(ids, change(by), 'tagged anew'),
  }
}
