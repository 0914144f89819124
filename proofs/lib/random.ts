/** Random choices that come out the same for the same seed. */
export interface Random {
  /** From 0 to 1, without 1. */
  next(): number
  /** A whole number from one to another, both included. */
  between(least: number, most: number): number
  of<Item>(items: readonly [Item, ...Item[]]): Item
  /** Another source of choices, whose own do not disturb those of this one. */
  fork(): Random
}

/** Mulberry32, a public-domain generator by Tommy Ettinger: 32 bits of state, good enough to choose by. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    of: ([first, ...others]) => [first, ...others][between(0, others.length)] ?? first,
    fork: () => seeded(Math.floor(next() * 2 ** 32)),
  }
}
