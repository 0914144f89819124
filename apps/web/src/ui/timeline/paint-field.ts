import { formatCount } from '../../lib/number'
import { crisp } from './canvas'
import { barRoom, baseOf, visible, type DenseLane, type MarketBand } from './dense'
import type { LaneBox } from './layout'
import { paintPeaks } from './paint-peaks'
import type { Palette } from './palette'
import type { TimeScale } from './scale'
import { weekendsOf, type Axis } from './ticks'

export interface FieldPicture {
  scale: TimeScale
  axis: Axis
  height: number
  boxes: readonly LaneBox[]
  dense: readonly DenseLane[]
  bands: readonly MarketBand[]
  now: number
  palette: Palette
}

const tones = [0.34, 0.48, 0.62, 0.78, 0.95]

/** Paints what lies under the items: weekends, the hatched future, grid, lane hairlines, bars, dots and the line of now. */
export function paintField(context: CanvasRenderingContext2D, picture: FieldPicture): void {
  paintGround(context, picture)
  paintBands(context, picture)
  for (const lane of picture.dense) {
    if (lane.mode === 'dots') paintDots(context, lane, picture)
    else paintBars(context, lane, picture)
    paintPeaks(context, lane, picture.scale, picture.palette)
  }
  paintNow(context, picture)
}

function paintGround(context: CanvasRenderingContext2D, { scale, axis, height, boxes, now, palette }: FieldPicture): void {
  context.fillStyle = palette.weekend
  for (const { from, to } of weekendsOf(scale)) context.fillRect(scale.x(from), 0, scale.x(to) - scale.x(from), height)
  paintFuture(context, Math.max(0, scale.x(now)), scale.width, height, palette)
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.beginPath()
  for (const tick of axis.minor) {
    if (!tick.major && scale.pixelsPerDay >= 12 && scale.pixelsPerDay < 44) continue
    context.moveTo(crisp(scale.x(tick.at)), 0)
    context.lineTo(crisp(scale.x(tick.at)), height)
  }
  for (const box of boxes) {
    context.moveTo(0, crisp(box.top + box.height - 1))
    context.lineTo(scale.width, crisp(box.top + box.height - 1))
  }
  context.stroke()
}

/** The days of market moves: shaded over all lanes, with dashed edges. */
function paintBands(context: CanvasRenderingContext2D, { scale, bands, height, palette }: FieldPicture): void {
  context.save()
  context.fillStyle = palette.band
  context.strokeStyle = palette.bandLine
  context.setLineDash([2, 3])
  for (const { from, to } of bands) {
    if (to <= scale.from || from >= scale.to) continue
    const [left, right] = [scale.x(from), Math.max(scale.x(to), scale.x(from) + 3)]
    context.fillRect(left, 0, right - left, height)
    context.beginPath()
    for (const x of [left, right]) {
      context.moveTo(crisp(x), 0)
      context.lineTo(crisp(x), height)
    }
    context.stroke()
  }
  context.restore()
}

function paintFuture(context: CanvasRenderingContext2D, left: number, right: number, height: number, palette: Palette): void {
  if (left >= right) return
  context.save()
  context.beginPath()
  context.rect(left, 0, right - left, height)
  context.clip()
  context.strokeStyle = palette.future
  context.lineWidth = 1
  context.beginPath()
  for (let x = left - height; x < right; x += 7) {
    context.moveTo(x, height)
    context.lineTo(x + height, 0)
  }
  context.stroke()
  context.restore()
}

/** Bars on the lane's baseline; height and tone say the same, and the tallest has its count printed at the lane's top left. */
function paintBars(context: CanvasRenderingContext2D, lane: DenseLane, { scale, palette }: FieldPicture): void {
  const shown = visible(lane, scale)
  const most = Math.max(0, ...shown.map(({ count }) => count))
  if (most === 0) return
  const room = barRoom(lane)
  const base = baseOf(lane)
  context.fillStyle = palette.lanes[lane.lane]
  // Bars of one tone are one path: a fill for each would cost the most of a frame.
  for (const [tone, alpha] of tones.entries()) {
    context.globalAlpha = alpha
    context.beginPath()
    for (const { from, to, count } of shown) {
      const share = count / most
      if (Math.min(tones.length - 1, Math.floor(share * tones.length)) !== tone) continue
      const left = scale.x(from)
      const height = Math.max(1.5, share * room)
      addBar(context, { left, top: base - height, width: Math.max(1, scale.x(to) - left - 1), height })
    }
    context.fill()
  }
  context.globalAlpha = 1
  if (lane.height > 26) printMost(context, most, lane, palette)
}

/** Below this width nobody sees that a bar's corners are round. */
const leastRounded = 5

function addBar(context: CanvasRenderingContext2D, { left, top, width, height }: { left: number; top: number; width: number; height: number }): void {
  if (width < leastRounded) return context.rect(left, top, width, height)
  const radius = Math.min(1.5, height)
  context.roundRect(left, top, width, height, [radius, radius, 0, 0])
}

function printMost(context: CanvasRenderingContext2D, most: number, lane: DenseLane, palette: Palette): void {
  const text = formatCount(most)
  context.textBaseline = 'top'
  context.textAlign = 'left'
  context.lineWidth = 3
  context.strokeStyle = palette.surface
  context.strokeText(text, 6, lane.top + 4)
  context.fillStyle = palette.text3
  context.fillText(text, 6, lane.top + 4)
}

/** A dot for each thing that happened, piled up from the baseline; bars where the piles would not fit. */
function paintDots(context: CanvasRenderingContext2D, lane: DenseLane, picture: FieldPicture): void {
  const { scale, palette } = picture
  const shown = visible(lane, scale)
  const most = Math.max(1, ...shown.map(({ count }) => count))
  const across = Math.min(...shown.map(({ from, to }) => scale.x(to) - scale.x(from))) - 1
  const size = dotSizes.find((wide) => Math.ceil(most / Math.floor(across / wide)) * wide <= lane.height - 12)
  if (size === undefined) return paintBars(context, lane, picture)
  const columns = Math.floor(across / size)
  const base = lane.top + lane.height - 6 - size / 2
  context.fillStyle = palette.lanes[lane.lane]
  context.globalAlpha = 0.78
  context.beginPath()
  for (const bucket of shown) {
    const left = (scale.x(bucket.from) + scale.x(bucket.to) - (Math.min(columns, bucket.count) - 1) * size) / 2
    for (let index = 0; index < bucket.count; index += 1) {
      const x = left + (index % columns) * size
      const y = base - Math.floor(index / columns) * size
      context.moveTo(x + (size - 1) / 2, y)
      context.arc(x, y, (size - 1) / 2, 0, Math.PI * 2)
    }
  }
  context.fill()
  context.globalAlpha = 1
}

/** Dot sizes in pixels, the largest that fits first. */
const dotSizes = [9, 8, 7, 6, 5, 4, 3.5, 3]

function paintNow(context: CanvasRenderingContext2D, { scale, height, now, palette }: FieldPicture): void {
  const x = scale.x(now)
  if (x < 0 || x > scale.width) return
  context.fillStyle = palette.accent
  context.fillRect(x - 0.75, 0, 1.5, height)
}
