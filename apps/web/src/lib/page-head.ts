import { useIntersection } from '@mantine/hooks'
import { useEffect, useSyncExternalStore } from 'react'

export interface Crumb {
  label: string
  /** Left out on the last crumb, which is the page itself. */
  to?: string
}

let crumbs: Crumb[] = []
let heading: Heading = null
const watchers = new Set<() => void>()

function show(next: Crumb[]) {
  crumbs = next
  watchers.forEach((watcher) => watcher())
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Whether the heading of a page that has one of its own is in view; null where the crumbs are all there is. */
type Heading = 'seen' | 'away' | null

/** What the top bar shows. */
export const useCrumbs = (): Crumb[] => useSyncExternalStore(subscribe, () => crumbs)

export const useHeading = (): Heading => useSyncExternalStore(subscribe, () => heading)

function tell(next: Heading) {
  heading = next
  watchers.forEach((watcher) => watcher())
}

/** For the heading of a page, so that the top bar of a phone says it only once it has scrolled away. */
export function useHeadingRef(): (element: HTMLElement | null) => void {
  const { ref, entry } = useIntersection()
  useEffect(() => {
    if (entry) tell(entry.isIntersecting ? 'seen' : 'away')
  }, [entry])
  useEffect(() => () => tell(null), [])
  return ref
}

/** Says where the reader is: the breadcrumb in the top bar and the title of the browser's tab. */
export function usePageHead(next: Crumb[]): void {
  const key = JSON.stringify(next)
  useEffect(() => {
    const parsed: Crumb[] = JSON.parse(key)
    show(parsed)
    document.title = [...parsed.map(({ label }) => label).reverse(), 'BrokerSync'].join(' · ')
  }, [key])
}
