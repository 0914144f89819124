import { useSyncExternalStore } from 'react'

const period = 30_000
let now = new Date()
const watchers = new Set<() => void>()

setInterval(() => {
  now = new Date()
  watchers.forEach((watcher) => watcher())
}, period)

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** The present instant, renewed twice a minute for the whole page at once. */
export const useNow = (): Date => useSyncExternalStore(subscribe, () => now)
