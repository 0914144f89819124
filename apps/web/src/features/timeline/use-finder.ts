import { useEffect, useMemo, useState } from 'react'
import type { Finder } from '../../ui/Highlighted'
import type * as FindWords from './find-words'

/** Finds what was searched for; null where nothing was, and until the index's rules are here, which come with the first search. */
export function useFinder(search: string): Finder | null {
  const [rules, setRules] = useState<typeof FindWords | null>(null)
  const isSearching = search.trim() !== ''
  useEffect(() => {
    // Without them the list is as it is without marks.
    if (isSearching) void import('./find-words').then(setRules, () => undefined)
  }, [isSearching])
  return useMemo(() => (isSearching && rules ? rules.finderOf(search) : null), [isSearching, rules, search])
}
