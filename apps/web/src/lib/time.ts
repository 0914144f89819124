const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let ownZone: string | undefined

/** The IANA zone that the broker's machine was set to when the page was loaded. */
export const brokerZone = (): string => (ownZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone)

const formats = new Map<string, Intl.DateTimeFormat>()

/** Building a format costs far more than using it, and a table uses it in every row. */
function format(zone: string, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
  formats.set(key, made)
  return made
}

/** An instant of the API (RFC 3339) or a Date; an unreadable one is null. */
export function toInstant(at: string | Date | null | undefined): Date | null {
  if (at === null || at === undefined) return null
  const instant = at instanceof Date ? at : new Date(at)
  return Number.isNaN(instant.getTime()) ? null : instant
}

interface In {
  /** IANA zone that days and hours are told in; the broker's by default. */
  zone?: string
  now?: Date
}

/** "20 Nov", with its year unless it is this one. */
export function formatDate(at: Date, { zone = brokerZone(), now = new Date() }: In = {}): string {
  const isThisYear = format(zone, { year: 'numeric' }).format(at) === format(zone, { year: 'numeric' }).format(now)
  return format(zone, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }).format(at)
}

/** "14:05". */
export const formatHour = (at: Date, zone = brokerZone()): string => format(zone, { hour: '2-digit', minute: '2-digit' }).format(at)

/** "Thu 20 Nov 2025", for the heading of a day. */
export const formatDay = (at: Date, zone = brokerZone()): string =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(at).replace(',', '')

/** "Thu 20 Nov 2025", of a calendar day `yyyy-mm-dd`: the same in every zone. */
export const formatCalendarDay = (day: string): string => formatDay(new Date(`${day}T00:00:00Z`), 'UTC')

/** The calendar day of an instant as `yyyy-mm-dd`, in a zone. */
export const dayOf = (at: Date, zone = brokerZone()): string =>
  format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE').format(at)

/** "now", "27 min ago", "2 h ago" under a day; the weekday under a week; then the date. Ahead of now: "in 27 min". */
export function relativeTime(at: Date, { zone = brokerZone(), now = new Date() }: In = {}): string {
  const distance = now.getTime() - at.getTime()
  const size = Math.abs(distance)
  if (size < minute) return 'now'
  const said = (amount: number, unit: string) => (distance > 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`)
  if (size < hour) return said(Math.floor(size / minute), 'min')
  if (size < day) return said(Math.floor(size / hour), 'h')
  if (size < 7 * day) return format(zone, { weekday: 'short' }).format(at)
  return formatDate(at, { zone, now })
}

/** The whole days that have passed, as a short figure for a dense column: "0 d" today, "14 d". */
export const daysSince = (at: Date, now = new Date()): number => Math.max(0, Math.floor((now.getTime() - at.getTime()) / day))

/** The last part of an IANA zone, as a place: "America/New_York" → "New York". */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replace(/_/g, ' ')

/** "Thu 20 Nov 2025 14:05:08, London". */
export function exactTime(at: Date, zone = brokerZone()): string {
  const clock = format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
  return `${formatDay(at, zone)} ${clock}, ${placeOf(zone)}`
}

/** Whether the two zones show another hour at this instant. */
export const zonesDiffer = (at: Date, one: string, other: string): boolean =>
  exactTime(at, one).split(',')[0] !== exactTime(at, other).split(',')[0]

/** The exact instant, in the broker's zone and, where it shows another hour, in the client's: one line each. */
export function exactInBothZones(at: Date, clientZone: string | null | undefined, zone = brokerZone()): string {
  const ours = exactTime(at, zone)
  if (!clientZone || !isZone(clientZone) || !zonesDiffer(at, zone, clientZone)) return ours
  return `${ours}\n${exactTime(at, clientZone)}`
}

/** Whether the browser knows this IANA zone. */
export function isZone(zone: string): boolean {
  try {
    format(zone, {})
    return true
  } catch {
    return false
  }
}

/** The instant at which a day (`2026-11-26`) begins for the reader, or so many days after it. */
export function startOfDay(day: string, plusDays = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + plusDays)
}

/** "14 min", "1 h 05 min", "40 s". */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
