import type { Entry } from './entry'
import { refersBack } from './order-lives'
import { isEverything } from './timeline-query'
import type { TimelineSource } from './timeline-source'
import type { Feeds } from './use-feed'

/** Takes an entry that arrived, where it is of what is asked for, into lanes and list; whether it is under a filter, only the server knows. */
export async function takeArrival(feeds: Feeds, arrived: Entry): Promise<void> {
  const { feed, list, source } = feeds
  const { query } = source
  const entry = isEverything(query) ? arrived : await foundAgain(source, arrived).catch(() => undefined)
  if (source.query !== query) return takeArrival(feeds, arrived)
  // What it undoes may be pinned, or under the filter where it is not itself.
  if (refersBack(arrived)) void source.order(arrived).catch(() => undefined)
  if (entry === undefined || (refersBack(arrived) && !isEverything(query))) {
    feed.refresh()
    list.refresh()
  } else if (entry === null) {
    feed.depart(arrived.id)
    list.withdraw(arrived.id)
  } else {
    feed.arrive(entry)
    list.arrive(entry)
  }
}

/** The entry as it is under what is asked for; null where that leaves it out. */
async function foundAgain(source: TimelineSource, { id, category, occurredAt }: Entry): Promise<Entry | null> {
  const at = Date.parse(occurredAt)
  let after: string | null = null
  do {
    const { entries, next } = await source.entries({ span: { from: at, to: at + 1 }, categories: [category], channels: null, first: 100, after })
    const found = entries.find((entry) => entry.id === id)
    if (found) return found
    after = next
  } while (after !== null)
  return null
}
