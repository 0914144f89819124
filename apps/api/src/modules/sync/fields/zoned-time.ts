/** A date and a time of day on the wall clock of some zone. */
export interface WallClock {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Map(formatOf(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(instant / 1000) * 1000
}

const asUtc = (at: WallClock) => Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second, at.millisecond)

/**
 * The instant at which a zone's clocks show a date and time. A time that comes twice (clocks set back) is the first of the two;
 * one that is left out (clocks set forward) is as long after midnight as it says.
 */
export function instantOf(at: WallClock, zone: string): Date {
  const wall = asUtc(at)
  const before = wall - offsetAt(wall - 86_400_000, zone)
  const after = wall - offsetAt(wall + 86_400_000, zone)
  const fits = [before, after].filter((instant) => instant + offsetAt(instant, zone) === wall)
  return new Date(fits.length === 0 ? before : Math.min(...fits))
}

/** Whether there is such a date and such a time of day. */
export function exists(at: WallClock): boolean {
  if (at.hour > 23 || at.minute > 59 || at.second > 59) return false
  const date = new Date(asUtc({ ...at, hour: 0, minute: 0, second: 0, millisecond: 0 }))
  return date.getUTCFullYear() === at.year && date.getUTCMonth() === at.month - 1 && date.getUTCDate() === at.day
}
