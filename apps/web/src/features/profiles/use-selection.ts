import { useCallback, useMemo, useState } from 'react'

export interface Selection {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** Selects every one of these in addition, as a shift-click on a range does. */
  add: (ids: readonly string[]) => void
  clear: () => void
}

/** The rows that were picked, by id, so that they stay picked while the list is narrowed or sorted. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set())
  const toggle = useCallback((id: string) => {
    setIds((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  const add = useCallback((more: readonly string[]) => setIds((before) => new Set([...before, ...more])), [])
  const clear = useCallback(() => setIds(new Set()), [])
  return useMemo(() => ({ ids, toggle, add, clear }), [ids, toggle, add, clear])
}
