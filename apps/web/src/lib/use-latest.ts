import { useCallback, useRef } from 'react'

/** The same function for good, which calls the latest: what it is handed to need not be rendered anew for it. For what happens later on, never while rendering. */
export function useLatest<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(run)
  latest.current = run
  return useCallback((...args) => latest.current(...args), [])
}
