/**
 * Runs tasks side by side, no more than so many at once.
 * @template T
 * @param {(() => Promise<T>)[]} tasks
 * @param {number} atOnce
 * @returns {Promise<T[]>} in the tasks' order
 */
export async function inParallel(tasks, atOnce) {
  /** @type {T[]} */
  const results = []
  const waiting = tasks.entries()
  const work = async () => {
    for (const [position, task] of waiting) results[position] = await task()
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}
