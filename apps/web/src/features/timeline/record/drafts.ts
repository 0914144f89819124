import { useCallback, useState } from 'react'
import { useSession } from '../../../lib/session'

/** What was typed and not yet saved; gone with the page, and never written to disk. */
const kept = new Map<string, unknown>()

/** Which draft it is. */
interface DraftOf {
  clientId: string
  form: 'call' | 'email' | 'note' | 'order' | 'feedback' | 'reply' | 'correction'
  /** What it is about, as an id or an address; null for nothing but the client. */
  about: string | null
}

interface KeptDraft<T> {
  value: T
  change: (part: Partial<T>) => void
  /** Takes in what was found out and not typed: it is kept only beside what was. */
  learn: (part: Partial<T>) => void
  /** To begin anew, once it is saved. */
  clear: () => void
}

/**
 * State that outlives its form, so that closing it, choosing something else or losing the connection loses nothing that was typed. A draft is kept
 * for the person who types it and with what it is about, and comes back for these alone.
 */
export function useDraft<T>({ clientId, form, about }: DraftOf, first: () => T): KeptDraft<T> {
  const { me } = useSession()
  const key = JSON.stringify([me.id, clientId, form, about])
  const begin = () => ({ key, value: kept.has(key) ? (kept.get(key) as T) : first() })
  const [held, hold] = useState(begin)
  const current = held.key === key ? held : begin()
  if (current !== held) hold(current)
  const put = useCallback((part: Partial<T>, isTyped: boolean) => {
    hold((before) => {
      if (before.key !== key) return before
      const value = { ...before.value, ...part }
      if (isTyped || kept.has(key)) kept.set(key, value)
      return { key, value }
    })
  }, [key])
  const change = useCallback((part: Partial<T>) => put(part, true), [put])
  const learn = useCallback((part: Partial<T>) => put(part, false), [put])
  const clear = () => {
    kept.delete(key)
    hold((before) => (before.key === key ? { key, value: first() } : before))
  }
  return { value: current.value, change, learn, clear }
}
