import type { TimelineCategory } from '@brokersync/schema/enums'

/** A span of time, its start in it and its end not. */
export interface Span {
  from: Date
  to: Date
}

/** In which units the module keeps counts (UTC). */
export type CountUnit = 'hour' | 'day' | 'month'

/** How many items of a category began in a stretch of time. */
export interface Count {
  category: TimelineCategory
  start: Date
  count: number
}

/** A bar of the density: how many items of a category from `start` up to `end`. */
export interface Bucket extends Count {
  end: Date
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

type Step = { unit: 'time'; size: number } | { unit: 'month'; size: number }

const times = (...sizes: number[]): Step[] => sizes.map((size) => ({ unit: 'time', size }))
const monthly = (...sizes: number[]): Step[] => sizes.map((size) => ({ unit: 'month', size }))

/** From fine to coarse. Weeks begin on Monday, since 1970-01-05 was one and `floor` counts from there. */
const steps: readonly Step[] = [
  ...times(minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 7 * day),
  ...monthly(1, 3, 6, 12, 24, 60, 120, 600, 1200),
]

const mondayOf1970 = 4 * day

function floor(at: number, { unit, size }: Step): number {
  if (unit === 'time') {
    const origin = size === 7 * day ? mondayOf1970 : 0
    return Math.floor((at - origin) / size) * size + origin
  }
  const date = new Date(at)
  const months = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / size) * size
  return startOfMonth(months)
}

// Date.UTC takes years below 100 for those of the last century.
const startOfMonth = (months: number): number => new Date(0).setUTCFullYear(Math.floor(months / 12), months % 12, 1)

function next(start: number, step: Step): number {
  if (step.unit === 'time') return start + step.size
  const date = new Date(start)
  return startOfMonth(date.getUTCFullYear() * 12 + date.getUTCMonth() + step.size)
}

function boundariesOf({ from, to }: Span, step: Step, most: number): number[] | null {
  if (step.unit === 'time' && (to.getTime() - from.getTime()) / step.size > most) return null
  const inner: number[] = []
  for (let at = next(floor(from.getTime(), step), step); at < to.getTime(); at = next(at, step)) {
    if (inner.length + 1 >= most) return null
    inner.push(at)
  }
  return [from.getTime(), ...inner, to.getTime()]
}

/** Where the bars of a span begin and end: at whole minutes, hours, days, weeks or months in UTC, at most so many, the first and last cut at the span's ends. */
export interface DensityPlan {
  boundaries: readonly number[]
  /** Where units in which counts are kept can be added up. */
  kept: readonly (Span & { unit: CountUnit })[]
  /** Where items must be counted one by one, in stretches of so many milliseconds. */
  counted: readonly Span[]
  countedStep: number
}

/** The finest bars of which a span has at most so many, and from where their counts come. */
export function planDensity(span: Span, most: number): DensityPlan {
  for (const step of steps) {
    const boundaries = boundariesOf(span, step, most)
    if (boundaries !== null) return { boundaries, ...sources(span, step) }
  }
  return { boundaries: [span.from.getTime(), span.to.getTime()], ...sources(span, { unit: 'month', size: 1 }) }
}

const units: readonly { unit: CountUnit; step: Step }[] = [
  { unit: 'hour', step: { unit: 'time', size: hour } },
  { unit: 'day', step: { unit: 'time', size: day } },
  { unit: 'month', step: { unit: 'month', size: 1 } },
]

const isWithin = (fine: Step, coarse: Step): boolean => coarse.unit === 'month' || (fine.unit === 'time' && fine.size <= coarse.size)

/** Goes from the ends of a span to its middle: items, hours, days, months, and back, no unit larger than a bar. */
function sources(span: Span, bar: Step): Pick<DensityPlan, 'kept' | 'counted' | 'countedStep'> {
  if (!isWithin({ unit: 'time', size: hour }, bar)) return { kept: [], counted: [span], countedStep: bar.size }
  const kept: (Span & { unit: CountUnit })[] = []
  const counted: Span[] = []
  const usable = units.filter(({ step }) => isWithin(step, bar))
  const add = (level: number, from: number, to: number) => {
    if (from >= to) return
    const below = usable[level - 1]
    if (below === undefined) counted.push({ from: new Date(from), to: new Date(to) })
    else kept.push({ unit: below.unit, from: new Date(from), to: new Date(to) })
  }
  const split = (level: number, from: number, to: number) => {
    const above = usable[level]?.step
    if (above === undefined) return add(level, from, to)
    const start = floor(from, above) === from ? from : next(floor(from, above), above)
    const end = floor(to, above)
    if (start >= end) return add(level, from, to)
    add(level, from, start)
    split(level + 1, start, end)
    add(level, end, to)
  }
  split(0, span.from.getTime(), span.to.getTime())
  return { kept, counted, countedStep: hour }
}

/** Adds counts up into the bars in which they began; bars with nothing in them are left out. */
export function bucketsOf({ boundaries }: Pick<DensityPlan, 'boundaries'>, counts: readonly Count[]): Bucket[] {
  const buckets = new Map<string, Bucket>()
  for (const { category, start, count } of counts) {
    const index = lastAtOrBefore(boundaries, start.getTime())
    const [from, to] = [boundaries[index], boundaries[index + 1]]
    if (from === undefined || to === undefined) continue
    const key = `${index} ${category}`
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, { category, start: new Date(from), end: new Date(to), count })
    else bucket.count += count
  }
  return [...buckets.values()].sort((a, b) => a.start.getTime() - b.start.getTime() || (a.category < b.category ? -1 : 1))
}

function lastAtOrBefore(sorted: readonly number[], at: number): number {
  let [low, high] = [0, sorted.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((sorted[middle] ?? Infinity) <= at) low = middle
    else high = middle - 1
  }
  return low
}
