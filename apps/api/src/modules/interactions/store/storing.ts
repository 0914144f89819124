/** Whether the store takes what it is given, and who waits for it to. */
export interface Storing {
  /** Told at each attempt. */
  set(isStoring: boolean): void
  /** Waits for a work that needs the store, but no longer than the store takes anything; never throws. */
  while(work: () => Promise<unknown>): Promise<void>
}

export function createStoring(): Storing {
  const waiting = new Set<() => void>()
  let storing = true
  return {
    set(isStoring) {
      storing = isStoring
      if (storing) return
      for (const letGo of waiting) letGo()
      waiting.clear()
    },
    while(work) {
      if (!storing) return Promise.resolve()
      return new Promise((resolve) => {
        const end = () => {
          waiting.delete(end)
          resolve()
        }
        waiting.add(end)
        work().then(end, end)
      })
    },
  }
}
