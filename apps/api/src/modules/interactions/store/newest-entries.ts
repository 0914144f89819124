import type { Database } from '../../../platform/postgres/database'
import type { Anchor } from './interaction.store'

/** As many as hold a page of any word that is not rare, and few enough to be looked through at once. */
export const newestMost = 30_000
/** Milliseconds for which it is good enough to know how far back they reach. */
const keptFor = 60_000

interface Span {
  newest: number
  /** Of the last of them. */
  since: number
}

const span = `SELECT (SELECT occurred_at FROM interactions.search_entry ORDER BY occurred_at DESC, id DESC LIMIT 1) AS newest,
  (SELECT occurred_at FROM interactions.search_entry ORDER BY occurred_at DESC, id DESC OFFSET $1 LIMIT 1) AS since`

/**
 * Tells since when there are about so many entries of words up to an item of a list, the newest where none is given; null where there are not so many.
 * A bound to look within first, no promise: it is told from how far back the newest reached within the last minute.
 */
export function newestEntries(database: Database, most: number): (after: Anchor | null) => Promise<Date | null> {
  let known: { at: number; span: Promise<Span | null> } | null = null

  const look = async (): Promise<Span | null> => {
    const [row] = await database.query<{ newest: Date | null; since: Date | null }>(span, [most])
    return row?.newest && row.since ? { newest: row.newest.getTime(), since: row.since.getTime() } : null
  }

  return async (after) => {
    if (known === null || Date.now() - known.at > keptFor) {
      const looked = { at: Date.now(), span: look() }
      known = looked
      // What failed is asked again by the next.
      looked.span.catch(() => known === looked && (known = null))
    }
    const found = await known.span
    if (found === null) return null
    // What is planned for later is not how far back the past reaches.
    return after === null ? new Date(found.since) : new Date(after.occurredAt.getTime() - (Math.min(found.newest, Date.now()) - found.since))
  }
}
