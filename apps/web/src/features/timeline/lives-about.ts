import { widened, type Span } from '../../ui/timeline/span'
import type { AliveOrder, TimelineSource } from './timeline-source'

const pageSize = 300

interface Asked {
  window: Span
  /** The share of the window that is read beyond each of its ends. */
  margin: number
  /** Whether it is worth to read on. */
  helps: () => boolean
}

/**
 * All orders that were alive in a window and, where a page holds these too, in its margins; null where it was given up. The last opened
 * come first, so what a page cuts off are those that live longest.
 */
export async function livesAbout(source: TimelineSource, { window, margin, helps }: Asked): Promise<{ span: Span; orders: AliveOrder[] } | null> {
  const wide = widened(window, margin)
  const about = await source.lives(wide, { first: pageSize, after: null })
  if (about.next === null) return { span: wide, orders: about.orders }
  const orders: AliveOrder[] = []
  let after: string | null = null
  do {
    if (!helps()) return null
    const page = await source.lives(window, { first: pageSize, after })
    orders.push(...page.orders)
    after = page.next
  } while (after !== null)
  return { span: window, orders }
}
