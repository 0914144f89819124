import { crisp } from './canvas'
import type { Reading } from './paint-crosshair'
import type { Palette } from './palette'
import type { TimeScale } from './scale'
import type { Axis } from './ticks'

/** The axis's height in CSS pixels: the larger unit above, the smaller below. */
export const axisHeight = 34

interface AxisPicture {
  scale: TimeScale
  axis: Axis
  now: number
  palette: Palette
  /** What the pointer stands on; said in a pill. */
  reading: Reading | null
}

/** Paints the labels of time; today's, where days are labelled, stands in a pill. */
export function paintAxis(context: CanvasRenderingContext2D, { scale, axis, now, palette, reading }: AxisPicture): void {
  context.textBaseline = 'middle'
  paintMajor(context, axis, scale, palette)
  const middled = scale.pixelsPerDay >= 18 && scale.pixelsPerDay < 160
  const step = axis.minor.length > 1 ? (axis.minor[1]?.at ?? 0) - (axis.minor[0]?.at ?? 0) : 0
  for (const tick of axis.minor) {
    const x = scale.x(tick.at)
    const isToday = step === 86_400_000 && now >= tick.at && now < tick.at + step
    if (isToday) paintToday(context, x + (middled ? (step * scale.pixelsPerDay) / 172_800_000 : 14), tick.label, palette)
    else {
      const centre = middled && step <= 86_400_000
      paintMinor(context, tick, { x: centre ? x + (step * scale.pixelsPerDay) / 172_800_000 : x + 4, end: scale.width, centred: middled }, palette)
    }
    if (middled) continue
    context.strokeStyle = palette.line2
    context.beginPath()
    context.moveTo(crisp(x), axisHeight - 5)
    context.lineTo(crisp(x), axisHeight)
    context.stroke()
  }
  if (reading) paintReading(context, scale, reading, palette)
}

/** The stretch of time under the pointer with all that happened in it. */
function paintReading(context: CanvasRenderingContext2D, scale: TimeScale, { from, to, name, total }: Reading, palette: Palette): void {
  context.font = '600 11px Inter Variable, Inter, sans-serif'
  const count = `  ${total.toLocaleString('en-GB')} ${total === 1 ? 'item' : 'items'}`
  const [words, all] = [context.measureText(name).width, context.measureText(name + count).width]
  const width = all + 16
  const left = Math.max(1, Math.min(scale.width - width - 1, scale.x((from + to) / 2) - width / 2))
  context.fillStyle = palette.accent
  context.beginPath()
  context.roundRect(left, 12, width, 20, 5)
  context.fill()
  context.fillStyle = palette.onAccent
  context.textAlign = 'left'
  context.fillText(name, left + 8, 22.5)
  context.font = '11px Inter Variable, Inter, sans-serif'
  context.fillText(count, left + 8 + words, 22.5)
}

function paintMajor(context: CanvasRenderingContext2D, axis: Axis, scale: TimeScale, palette: Palette): void {
  context.font = '500 11px Inter Variable, Inter, sans-serif'
  context.textAlign = 'left'
  context.fillStyle = palette.text
  axis.major.forEach((label, index) => {
    const x = scale.x(label.at) + 4
    const next = axis.major[index + 1]
    const end = next === undefined ? scale.width : scale.x(next.at) - 6
    if (x + context.measureText(label.label).width <= end) context.fillText(label.label, x, 9)
  })
}

interface Labelling {
  x: number
  /** The pane's right edge. */
  end: number
  centred: boolean
}

function paintMinor(context: CanvasRenderingContext2D, tick: Axis['minor'][number], { x, end, centred }: Labelling, palette: Palette): void {
  context.font = '11px Inter Variable, Inter, sans-serif'
  context.textAlign = centred ? 'center' : 'left'
  context.fillStyle = tick.weekend ? palette.text3 : palette.text2
  const width = context.measureText(tick.label).width
  const left = centred ? x - width / 2 : x
  // A figure stands whole or not at all.
  if (left >= 0 && left + width <= end) context.fillText(tick.label, x, 24)
}

function paintToday(context: CanvasRenderingContext2D, x: number, label: string, palette: Palette): void {
  context.font = '600 11px Inter Variable, Inter, sans-serif'
  const width = Math.max(20, context.measureText(label).width + 10)
  context.fillStyle = palette.accent
  context.beginPath()
  context.roundRect(x - width / 2, 16, width, 16, 8)
  context.fill()
  context.fillStyle = palette.onAccent
  context.textAlign = 'center'
  context.fillText(label, x, 24.5)
}
