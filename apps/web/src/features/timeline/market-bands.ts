import type { MarketBand } from '../../ui/timeline/dense'
import type { Mark } from '../../ui/timeline/mark'

/** The days on which the market moved, in the viewer's own zone. */
export function bandsOf(marks: readonly Mark[]): MarketBand[] {
  return marks.filter(({ glyph }) => glyph === 'market-up' || glyph === 'market-down').map(({ id, start }) => ({ id, ...dayAbout(start) }))
}

function dayAbout(at: number) {
  const day = new Date(at)
  const from = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
  return { from, to: new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() }
}
