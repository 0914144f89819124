import { barRoom, baseOf, visible, type DenseLane, type Peak } from './dense'
import { bucketAt } from './density'
import type { Palette } from './palette'
import type { TimeScale } from './scale'

/** Pixels between two names of one lane. */
const air = 10

/** Writes the names of a lane's peaks over their bars: count and name, the tallest first, none over another. */
export function paintPeaks(context: CanvasRenderingContext2D, lane: DenseLane, scale: TimeScale, palette: Palette): void {
  if (lane.peaks.length === 0 || lane.height <= 40) return
  const most = Math.max(1, ...visible(lane, scale).map(({ count }) => count))
  const taken: [number, number][] = [[0, 44]]
  for (const peak of [...lane.peaks].sort((a, b) => b.count - a.count)) {
    const bucket = bucketAt(lane.buckets, (peak.from + peak.to) / 2)
    if (bucket === undefined || peak.to < scale.from || peak.from > scale.to) continue
    const x = scale.x((bucket.from + bucket.to) / 2)
    const y = Math.max(lane.top + 11, baseOf(lane) - (bucket.count / most) * barRoom(lane) - 9)
    const place = placeOf(context, { x, peak, width: scale.width, taken })
    if (place === null) continue
    taken.push([place.left - air, place.left + place.width + air])
    write(context, { x, y, peak, ...place, palette })
  }
}

interface Placing {
  x: number
  peak: Peak
  width: number
  taken: readonly [number, number][]
}

/** Right of the bar, left of it where the window ends, or nowhere. */
function placeOf(context: CanvasRenderingContext2D, { x, peak, width, taken }: Placing): { left: number; width: number } | null {
  context.font = '600 11px Inter Variable, Inter, sans-serif'
  const count = context.measureText(peak.count.toLocaleString('en-GB')).width
  context.font = '11px Inter Variable, Inter, sans-serif'
  const wide = count + 5 + context.measureText(peak.name).width
  const isFree = (left: number) => left >= 0 && left + wide <= width && taken.every(([from, to]) => left + wide < from || left > to)
  const left = [x + 8, x - 8 - wide].find(isFree)
  return left === undefined ? null : { left, width: wide }
}

interface Writing {
  x: number
  y: number
  left: number
  width: number
  peak: Peak
  palette: Palette
}

function write(context: CanvasRenderingContext2D, { x, y, left, width, peak, palette }: Writing): void {
  const count = peak.count.toLocaleString('en-GB')
  const near = left > x ? left - 2 : left + width + 2
  context.strokeStyle = palette.text3
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(Math.round(x) + 0.5, y + 7)
  context.lineTo(Math.round(x) + 0.5, Math.round(y) + 0.5)
  context.lineTo(near, Math.round(y) + 0.5)
  context.stroke()
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.font = '600 11px Inter Variable, Inter, sans-serif'
  say(context, { text: count, x: left, y, colour: palette.text, ground: palette.surface })
  const after = left + context.measureText(count).width + 5
  context.font = '11px Inter Variable, Inter, sans-serif'
  say(context, { text: peak.name, x: after, y, colour: palette.text2, ground: palette.surface })
}

interface Saying {
  text: string
  x: number
  y: number
  colour: string
  ground: string
}

/** Text with an edge of the ground about it, so that it reads over bars. */
export function say(context: CanvasRenderingContext2D, { text, x, y, colour, ground }: Saying): void {
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.strokeStyle = ground
  context.strokeText(text, x, y)
  context.fillStyle = colour
  context.fillText(text, x, y)
}
