import type { TimeScale } from './scale'

export interface Tick {
  at: number
  label: string
  /** Where a new larger unit begins: a new day among hours, a new month among days. */
  major: boolean
  weekend: boolean
}

export interface Axis {
  minor: Tick[]
  /** The enclosing unit's name, at its beginning or at the left edge. */
  major: { at: number; label: string }[]
}

type Unit = 'minute' | 'hour' | 'day' | 'month' | 'year'
interface Step {
  unit: Unit
  count: number
  milliseconds: number
  /** Least pixels a step needs for its label. */
  room: number
}

const minute = 60_000
const ofYears = (count: number): Step => ({ unit: 'year', count, milliseconds: count * 365.25 * 1440 * minute, room: 36 })
const steps: readonly Step[] = [
  { unit: 'minute', count: 1, milliseconds: minute, room: 44 },
  { unit: 'minute', count: 5, milliseconds: 5 * minute, room: 44 },
  { unit: 'minute', count: 15, milliseconds: 15 * minute, room: 44 },
  { unit: 'hour', count: 1, milliseconds: 60 * minute, room: 44 },
  { unit: 'hour', count: 3, milliseconds: 180 * minute, room: 44 },
  { unit: 'hour', count: 6, milliseconds: 360 * minute, room: 44 },
  { unit: 'day', count: 1, milliseconds: 1440 * minute, room: 22 },
  { unit: 'day', count: 7, milliseconds: 7 * 1440 * minute, room: 30 },
  { unit: 'month', count: 1, milliseconds: 30.4 * 1440 * minute, room: 34 },
  { unit: 'month', count: 3, milliseconds: 91.3 * 1440 * minute, room: 34 },
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map(ofYears),
]

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const two = (value: number) => String(value).padStart(2, '0')

function stepFor(scale: TimeScale): Step {
  const perMillisecond = scale.pixelsPerDay / 86_400_000
  return steps.find((step) => step.milliseconds * perMillisecond >= step.room) ?? ofYears(1_000)
}

function firstAt(from: number, { unit, count }: Step): Date {
  const date = new Date(from)
  if (unit === 'minute') date.setMinutes(Math.floor(date.getMinutes() / count) * count, 0, 0)
  if (unit === 'hour') date.setHours(Math.floor(date.getHours() / count) * count, 0, 0, 0)
  if (unit === 'day') {
    date.setHours(0, 0, 0, 0)
    if (count === 7) date.setDate(date.getDate() - ((date.getDay() + 6) % 7))
  }
  if (unit === 'month') return new Date(date.getFullYear(), Math.floor(date.getMonth() / count) * count, 1)
  if (unit === 'year') return new Date(Math.floor(date.getFullYear() / count) * count, 0, 1)
  return date
}

function next(date: Date, { unit, count }: Step): Date {
  const copy = new Date(date)
  if (unit === 'minute') copy.setMinutes(copy.getMinutes() + count)
  // Hours by elapsed time: on the day the clocks go back, setHours would stand still.
  if (unit === 'hour') return new Date(date.getTime() + count * 3_600_000)
  if (unit === 'day') copy.setDate(copy.getDate() + count)
  if (unit === 'month') copy.setMonth(copy.getMonth() + count)
  if (unit === 'year') copy.setFullYear(copy.getFullYear() + count)
  return copy
}

function label(date: Date, { unit }: Step): string {
  if (unit === 'minute' || unit === 'hour') return `${two(date.getHours())}:${two(date.getMinutes())}`
  if (unit === 'day') return String(date.getDate())
  if (unit === 'month') return months[date.getMonth()] ?? ''
  return String(date.getFullYear())
}

function enclosing(date: Date, { unit }: Step): string {
  if (unit === 'minute' || unit === 'hour')
    return `${weekdays[date.getDay()]} ${date.getDate()} ${longMonths[date.getMonth()]} ${date.getFullYear()}`
  if (unit === 'day') return `${longMonths[date.getMonth()]} ${date.getFullYear()}`
  if (unit === 'month') return String(date.getFullYear())
  return ''
}

/** The labels of the axis in the viewer's own time zone, at the finest step whose labels have room. */
export function axisOf(scale: TimeScale): Axis {
  const step = stepFor(scale)
  const minor: Tick[] = []
  const major: Axis['major'] = []
  let last: string | undefined
  for (let date = firstAt(scale.from, step); date.getTime() < scale.to; date = next(date, step)) {
    const name = enclosing(date, step)
    const begins = last !== undefined && name !== last
    if (name !== last && name !== '') major.push({ at: Math.max(date.getTime(), scale.from), label: name })
    last = name
    const weekend = step.unit === 'day' && step.count === 1 && (date.getDay() === 0 || date.getDay() === 6)
    minor.push({ at: date.getTime(), label: label(date, step), major: begins, weekend })
  }
  return { minor, major }
}

/** Each weekend that the scale shows, as instants; empty where a day is too narrow to shade. */
export function weekendsOf(scale: TimeScale): { from: number; to: number }[] {
  if (scale.pixelsPerDay < 6) return []
  const weekends: { from: number; to: number }[] = []
  const date = firstAt(scale.from, { unit: 'day', count: 7, milliseconds: 0, room: 0 })
  while (date.getTime() < scale.to) {
    const saturday = new Date(date)
    saturday.setDate(date.getDate() + 5)
    date.setDate(date.getDate() + 7)
    weekends.push({ from: saturday.getTime(), to: date.getTime() })
  }
  return weekends
}
