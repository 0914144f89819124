import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { explained, toFailure, type Failure } from './failure'

interface Told {
  /** Whoever asked says itself why it was not done. */
  quiet?: boolean
  /** Fields of the input that the form has: a fault of one of these is said there, by `faultOf`. */
  fields?: readonly string[]
}

/** Runs changes one at a time: says that they are done, or why not. */
export function useAttempt() {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Failure | null>(null)
  const faultOf = (field: string): string | null => faultIn(failed, field)
  /** @returns null when it is done, or why it is not. */
  const attempt = async (run: () => Promise<unknown>, done: string, { quiet = false, fields = [] }: Told = {}): Promise<Failure | null> => {
    setBusy(true)
    setFailed(null)
    try {
      await run()
      notifications.show({ message: done })
      return null
    } catch (error) {
      const why = toFailure(error)
      setFailed(why)
      if (!quiet && !fields.some((field) => faultIn(why, field) !== null)) sayWhyNot(why)
      return why
    } finally {
      setBusy(false)
    }
  }
  return { busy, attempt, faultOf }
}

/** What waits for a second person was recorded, and is no failure. */
function sayWhyNot(failed: Failure): void {
  const { title, advice } = explained(failed, 'The change')
  notifications.show({ ...(failed.approvalId === null && { color: 'red' }), title, message: advice })
}

/** "must say why" → "Must say why." */
function faultIn(failed: Failure | null, field: string): string | null {
  const fault = failed?.fields.find(({ path }) => path === field)?.message
  return fault === undefined ? null : `${fault.charAt(0).toUpperCase()}${fault.slice(1).replace(/\.$/, '')}.`
}
