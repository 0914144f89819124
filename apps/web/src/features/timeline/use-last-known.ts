import { useRef } from 'react'

/** Keeps each row's last known value on show while the new one loads, so that no figure blinks. */
export function useLastKnown<T, K extends keyof T>(rows: readonly T[], keyOf: (row: T) => string, field: K): T[] {
  const known = useRef(new Map<string, T[K]>())
  return rows.map((row) => {
    const key = keyOf(row)
    if (row[field] !== null) {
      known.current.set(key, row[field])
      return row
    }
    const last = known.current.get(key)
    return last === undefined ? row : { ...row, [field]: last }
  })
}
