import { instantOf, type Entry } from './entry'

/**
 * The entry that a step of the keys leads to in a list, newest first: 1 to the next below, -1 to the next above. It begins at the top; from
 * an entry that is not listed, at what is older or newer.
 */
export function entryBeside(listed: readonly Entry[], from: Entry | null, by: 1 | -1): Entry | undefined {
  if (from === null) return listed[0]
  const at = listed.findIndex(({ id }) => id === from.id)
  if (at >= 0) return listed[at + by]
  const isBeside = (entry: Entry) => by * (instantOf(from) - instantOf(entry)) > 0
  return by > 0 ? listed.find(isBeside) : listed.findLast(isBeside)
}
