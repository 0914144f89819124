import { useCallback, useState } from 'react'

/** What was typed and not yet saved, by client and form; gone with the page, and never written to disk. */
const kept = new Map<string, unknown>()

/** State that outlives its form, so that closing a panel or losing the connection loses nothing that was typed. */
export function useDraft<T>(key: string, first: () => T): { value: T; change: (part: Partial<T>) => void; clear: () => void } {
  const [value, setValue] = useState<T>(() => (kept.has(key) ? (kept.get(key) as T) : first()))
  const change = useCallback((part: Partial<T>) => {
    setValue((before) => {
      const next = { ...before, ...part }
      kept.set(key, next)
      return next
    })
  }, [key])
  return { value, change, clear: () => void kept.delete(key) }
}
