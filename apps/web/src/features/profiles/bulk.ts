/** How many ids one mutation carries. */
export const batchSize = 500

/** A list in parts of at most `size`. */
export function inBatches<Item>(items: readonly Item[], size = batchSize): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}
