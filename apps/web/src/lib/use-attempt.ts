import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { explained, toFailure, type Failure } from './failure'

/** Runs changes one at a time: says that they are done, or why not. */
export function useAttempt() {
  const [busy, setBusy] = useState(false)
  /** @returns null when it is done, or why it is not. */
  const attempt = async (run: () => Promise<unknown>, done: string, { quiet = false } = {}): Promise<Failure | null> => {
    setBusy(true)
    try {
      await run()
      notifications.show({ message: done })
      return null
    } catch (error) {
      const failed = toFailure(error)
      if (!quiet) {
        const { title, advice } = explained(failed, 'The change')
        notifications.show({ color: 'red', title, message: advice })
      }
      return failed
    } finally {
      setBusy(false)
    }
  }
  return { busy, attempt }
}
