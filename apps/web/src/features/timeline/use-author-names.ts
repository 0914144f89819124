import { useRef, useSyncExternalStore } from 'react'
import type { ListPager } from './list-pager'

/** The names of people whose items the list has shown, as it does of those who are filtered by; null for who was in none yet. */
export function useAuthorNames(list: ListPager, ids: readonly string[]): (string | null)[] {
  const known = useRef(new Map<string, string>())
  const names = useSyncExternalStore(list.subscribe, () => {
    for (const { author } of list.get().entries) if (author) known.current.set(author.id, author.name)
    return JSON.stringify(ids.map((id) => known.current.get(id) ?? null))
  })
  return JSON.parse(names) as (string | null)[] // Written above.
}
