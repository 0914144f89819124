import { crisp } from './canvas'
import type { DenseLane } from './dense'
import { bucketAt, type Bucket } from './density'
import type { LaneId } from './lanes'
import type { Palette } from './palette'
import type { TimeScale } from './scale'
import type { Span } from './span'
import { stretchInWords } from './stretch-words'

/** What the pointer stands on among bars: the stretch of time, and what each lane counts in it. */
export interface Reading extends Span {
  at: number
  name: string
  total: number
  lanes: ReadonlyMap<LaneId, Bucket>
}

/** What the bars under an instant count; null where no lane has any there. */
export function readingAt(at: number, dense: readonly DenseLane[]): Reading | null {
  const lanes = new Map<LaneId, Bucket>()
  for (const { lane, buckets } of dense) {
    const bucket = bucketAt(buckets, at)
    if (bucket !== undefined && bucket.count > 0) lanes.set(lane, bucket)
  }
  const [first] = lanes.values()
  if (first === undefined) return null
  const total = [...lanes.values()].reduce((sum, { count }) => sum + count, 0)
  return { from: first.from, to: first.to, at, name: stretchInWords(first), total, lanes }
}

interface CrosshairPicture {
  reading: Reading
  scale: TimeScale
  height: number
  dense: readonly DenseLane[]
  palette: Palette
}

/** A line through all lanes, with what each counts there. */
export function paintCrosshair(context: CanvasRenderingContext2D, { reading, scale, height, dense, palette }: CrosshairPicture): void {
  const x = scale.x((reading.from + reading.to) / 2)
  context.fillStyle = palette.accent
  context.fillRect(crisp(x) - 0.5, 0, 1, height)
  context.font = '600 11px Inter Variable, Inter, sans-serif'
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  for (const lane of dense) {
    const bucket = reading.lanes.get(lane.lane)
    if (bucket === undefined || lane.height < 26) continue
    const text = bucket.count.toLocaleString('en-GB')
    const width = context.measureText(text).width + 10
    const left = x + 8 + width > scale.width ? x - 8 - width : x + 8
    const top = lane.top + 8
    context.fillStyle = palette.surface
    context.strokeStyle = palette.line2
    context.lineWidth = 1
    context.beginPath()
    context.roundRect(left, top, width, 17, 4)
    context.fill()
    context.stroke()
    context.fillStyle = palette.text
    context.fillText(text, left + 5, top + 9)
    context.fillStyle = palette.surface
    context.strokeStyle = palette.accent
    context.lineWidth = 1.5
    context.beginPath()
    context.arc(x, top + 8.5, 3, 0, Math.PI * 2)
    context.fill()
    context.stroke()
  }
}
