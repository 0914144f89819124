import type { DensityLayer } from './density'
import { laneIds, type LaneId } from './lanes'
import type { Palette } from './palette'
import { timeScale } from './scale'
import type { Span } from './span'
import { axisOf } from './ticks'

interface OverviewPicture {
  layer: DensityLayer
  whole: Span
  width: number
  height: number
  palette: Palette
}

/** Pixels below the bars; the brush ends there too. */
const axisRoom = 16
const least = 6
/** Pixels from a tick to its label, and from one label to the next. */
const labelAfter = 3
const labelGap = 6
const dayNumber = /^\d{1,2}$/
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** Paints the whole of the client's time as stacked bars. */
export function paintOverview(context: CanvasRenderingContext2D, picture: OverviewPicture): void {
  const { whole, width, height, palette } = picture
  const scale = timeScale(whole, width)
  paintStacks(context, picture)
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.fillStyle = palette.text3
  const labels = axisOf(scale).minor.map(({ at, label }) => ({ x: scale.x(at) + labelAfter, words: overviewLabel(at, label) }))
  for (const { x, words } of fitting(labels, width, (text) => context.measureText(text).width)) context.fillText(words, x, height - 8)
}

/** As many of the labels, from left to right, as stand beside each other within the strip. */
export function fitting<T extends { x: number; words: string }>(labels: readonly T[], width: number, widthOf: (words: string) => number): T[] {
  let free = labelAfter
  return labels.filter(({ x, words }) => {
    const end = x + widthOf(words)
    if (x < free || end >= width) return false
    free = end + labelGap
    return true
  })
}

/** A label of the axis where no larger unit stands above it: a day tells its month, and a January its year. */
export function overviewLabel(at: number, label: string): string {
  if (dayNumber.test(label)) return dayAndMonth.format(at)
  return label === 'Jan' ? String(new Date(at).getFullYear()) : label
}

function paintStacks(context: CanvasRenderingContext2D, { layer, whole, width, height, palette }: OverviewPicture): void {
  const scale = timeScale(whole, width)
  const stacks = stacked(layer)
  const most = Math.max(1, ...[...stacks.values()].map((parts) => parts.reduce((sum, part) => sum + part.count, 0)))
  const room = height - axisRoom - 8
  for (const [from, parts] of stacks) {
    const left = scale.x(from)
    const wide = Math.max(1, scale.x(parts[0]?.to ?? from) - left - 0.75)
    let base = height - axisRoom
    for (const part of parts) {
      const high = (part.count / most) * room
      context.fillStyle = palette.lanes[part.lane]
      context.globalAlpha = 0.82
      context.fillRect(left, base - high, wide, high)
      base -= high
    }
  }
  context.globalAlpha = 1
}

/** The counts of each bucket from the lowest lane of the stack to the highest. */
export function stacked(layer: DensityLayer): Map<number, { lane: LaneId; count: number; to: number }[]> {
  const stacks = new Map<number, { lane: LaneId; count: number; to: number }[]>()
  for (const lane of laneIds) {
    for (const { from, to, count } of layer.buckets.get(lane) ?? []) {
      if (count === 0) continue
      const parts = stacks.get(from) ?? []
      parts.push({ lane, count, to })
      stacks.set(from, parts)
    }
  }
  return stacks
}

/** The window's left edge and width in the overview, in CSS pixels: never too narrow to grip. */
export function brushOf(window: Span, whole: Span, width: number): { left: number; width: number } {
  const scale = timeScale(whole, width)
  const middle = scale.x((window.from + window.to) / 2)
  const wide = Math.max(least, scale.x(window.to) - scale.x(window.from))
  return { left: Math.max(1, Math.min(width - wide - 1, middle - wide / 2)), width: Math.min(wide, width - 2) }
}
