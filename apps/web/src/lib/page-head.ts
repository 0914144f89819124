import { useEffect, useSyncExternalStore } from 'react'

export interface Crumb {
  label: string
  /** Left out on the last crumb, which is the page itself. */
  to?: string
}

let crumbs: Crumb[] = []
const watchers = new Set<() => void>()

function show(next: Crumb[]) {
  crumbs = next
  watchers.forEach((watcher) => watcher())
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** What the top bar shows. */
export const useCrumbs = (): Crumb[] => useSyncExternalStore(subscribe, () => crumbs)

/** Says where the reader is: the breadcrumb in the top bar and the title of the browser's tab. */
export function usePageHead(next: Crumb[]): void {
  const key = JSON.stringify(next)
  useEffect(() => {
    const parsed: Crumb[] = JSON.parse(key)
    show(parsed)
    document.title = [...parsed.map(({ label }) => label).reverse(), 'BrokerSync'].join(' · ')
  }, [key])
}
