/** A value that changes many times a second, outside of React: whoever paints listens, whoever renders does not have to. */
export interface Signal<T> {
  get(): T
  set(value: T): void
  /** Returns the way to stop. */
  subscribe(listener: () => void): () => void
}

export function signal<T>(first: T): Signal<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
