import { day, lengthOf, year, type Span } from './span'

export interface Preset {
  label: string
  key: string
  /** Milliseconds shown; null shows everything. */
  length: number | null
}

/** The zooms one key away, shortest first. */
export const presets: readonly Preset[] = [
  { label: '1d', key: '1', length: day },
  { label: '1w', key: '2', length: 7 * day },
  { label: '3w', key: '3', length: 21 * day },
  { label: '3m', key: '4', length: 91 * day },
  { label: '1y', key: '5', length: year },
  { label: '5y', key: '6', length: 5 * year },
  { label: 'All', key: '7', length: null },
]

/** A window of a length that ends a little after now, so that what is planned next shows too. */
export const upToNow = (length: number, now: number): Span => ({ from: now - length * 0.8, to: now + length * 0.2 })

/** What a preset shows: about the middle of the present window, or about now where now is in view. */
export function presetWindow(preset: Preset, current: Span, whole: Span, now: number): Span {
  if (preset.length === null) return whole
  if (now >= current.from && now <= current.to) return upToNow(preset.length, now)
  const middle = (current.from + current.to) / 2
  return { from: middle - preset.length / 2, to: middle + preset.length / 2 }
}

/** The preset that the window shows, within 2 %, or null where it was zoomed by hand. */
export function presetOf(current: Span, whole: Span): Preset | null {
  const near = (length: number) => Math.abs(lengthOf(current) / length - 1) < 0.02
  return presets.find(({ length }) => near(length ?? lengthOf(whole))) ?? null
}
