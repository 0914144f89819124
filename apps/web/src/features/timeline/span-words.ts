import { formatDate, formatHour } from '../../lib/time'
import { day, lengthOf, type Span } from '../../ui/timeline/span'

const monthly = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' })
const longMonth = new Intl.DateTimeFormat('en-GB', { month: 'long' })

/** A span as a person would say it: hours of a day, days of a month, or months of years. */
export function spanInWords(span: Span): string {
  const [from, to] = [new Date(span.from), new Date(span.to)]
  if (lengthOf(span) < 2 * day) return `${formatDate(from)} ${formatHour(from)} to ${formatHour(to)}`
  if (lengthOf(span) < 400 * day) return `${formatDate(from)} to ${formatDate(to)}`
  return `${monthly.format(from)} to ${monthly.format(to)}`
}

/** About when, for a place outside of the view: "today", the month, or the year. */
export function aboutWhen(at: number, now = Date.now()): string {
  const date = new Date(at)
  if (date.toDateString() === new Date(now).toDateString()) return 'today'
  if (date.getFullYear() === new Date(now).getFullYear()) return `in ${longMonth.format(date)}`
  return `in ${date.getFullYear()}`
}
