import { day, lengthOf, type Span } from './span'

const monthly = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const daily = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const shortly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const hourly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** A bar's stretch of time in words: a month, a week, a day, or hours. */
export function stretchInWords(span: Span): string {
  const length = lengthOf(span)
  if (length >= 80 * day) return `${monthly.format(span.from)} to ${monthly.format(span.to - day)}`
  if (length > 27 * day) return monthly.format(span.from)
  if (length > 1.5 * day) return `${shortly.format(span.from)} to ${shortly.format(span.to - day)}`
  if (length > 0.9 * day) return daily.format(span.from)
  return hourly.format(span.from)
}
