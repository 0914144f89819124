import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { readState, writeState, type ListState } from './list-state'

/** The list's state, kept in the address alone, so that a link or the way back shows the same list. */
export function useListState(): [ListState, (change: Partial<ListState>) => void] {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => readState(params), [params])
  const change = useCallback(
    (next: Partial<ListState>) => setParams((current) => writeState({ ...readState(current), ...next }), { replace: true }),
    [setParams],
  )
  return [state, change]
}
