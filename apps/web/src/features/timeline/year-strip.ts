import { day, moved, year, type Span } from '../../ui/timeline/span'

/** How far past now the strip goes, so that the window about now lies on it whole. */
const ahead = 15 * day

/** The year that a phone's strip shows: the one up to about now; where the window lies elsewhere, the one a whole number of years away that it lies in. */
export function yearOnStrip(window: Span, whole: Span, now: number): Span {
  const latest = { from: now + ahead - year, to: now + ahead }
  const holdsNow = window.from <= now && now < window.to
  const years = holdsNow ? 0 : Math.floor((latest.to - (window.from + window.to) / 2) / year)
  return years === 0 ? { from: Math.max(whole.from, latest.from), to: latest.to } : moved(latest, -years * year)
}
