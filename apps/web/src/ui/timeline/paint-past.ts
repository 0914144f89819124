import { crisp } from './canvas'
import type { Bucket } from './density'
import type { LaneItemData } from './lane-item'
import type { LaneBox } from './layout'
import type { LaneId } from './lanes'
import type { Palette } from './palette'
import { axisHeight } from './paint-axis'
import type { PastScale } from './past-scale'

/** A lane's counts as they are drawn in the past. */
export interface PastLane {
  lane: LaneId
  top: number
  height: number
  /** By week, for the band; by day, for the hinge. */
  weeks: readonly Bucket[]
  days: readonly Bucket[]
  /** Whether the window shows its items one by one: then bars dissolve into dots on their way through the hinge. */
  single: boolean
}

export interface PastPicture {
  past: PastScale
  height: number
  boxes: readonly LaneBox[]
  lanes: readonly PastLane[]
  /** The marks that are held; those before the window stand as dots in the hinge. */
  items: ReadonlyMap<string, LaneItemData>
  palette: Palette
  /** Where the pointer is, in pixels from the left edge; null where it is elsewhere. */
  pointer: number | null
}

/** Pixels a day between which bars fade out, and from which dots grow. */
const barsFade = { from: 1.2, to: 7 }
const dotsFrom = 2
const dotsWhole = 18

/** Paints the past band with its hinge: a bar a week on each lane's own scale, which dissolves into the dots that it counted. */
export function paintPast(context: CanvasRenderingContext2D, picture: PastPicture): void {
  const { past, height, palette } = picture
  context.save()
  context.translate(0, axisHeight)
  paintGround(context, picture)
  for (const lane of picture.lanes) paintCounts(context, lane, past, palette)
  paintDots(context, picture)
  if (picture.pointer !== null) {
    context.fillStyle = palette.accent
    context.fillRect(crisp(picture.pointer) - 0.5, 0, 1, height)
  }
  context.restore()
  paintPastAxis(context, picture)
}

function paintGround(context: CanvasRenderingContext2D, { past, height, boxes, palette }: PastPicture): void {
  const ground = context.createLinearGradient(past.band, 0, past.width, 0)
  ground.addColorStop(0, palette.sunken)
  ground.addColorStop(1, palette.surface)
  context.fillStyle = palette.sunken
  context.fillRect(0, 0, past.band, height)
  context.fillStyle = ground
  context.fillRect(past.band, 0, past.hinge, height)
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.beginPath()
  for (const box of boxes) {
    context.moveTo(0, crisp(box.top + box.height - 1))
    context.lineTo(past.width, crisp(box.top + box.height - 1))
  }
  context.stroke()
}

/** A week's worth of a day that was worked. */
const daysAWeek = 5

function paintCounts(context: CanvasRenderingContext2D, lane: PastLane, past: PastScale, palette: Palette): void {
  const hingeFrom = past.time(past.band)
  const weeks = lane.weeks.filter(({ to, count }) => count > 0 && to > past.from)
  const most = Math.max(1, ...weeks.map(({ count }) => count))
  const low = lane.height <= 30
  const [room, base] = [lane.height - (low ? 5 : 18), lane.top + lane.height - (low ? 3 : 4)]
  const bar = ({ from, to }: Bucket, share: number) => {
    const left = Math.max(0, past.x(from))
    const width = Math.max(0.8, Math.min(past.width, past.x(Math.min(to, past.to))) - left - 0.6)
    const high = Math.max(1.5, share * room)
    context.globalAlpha = (0.3 + 0.5 * share) * (lane.single ? leftOver(past.pixelsPerDayAt(left + width / 2)) : 1)
    context.fillRect(left, base - high, width, high)
  }
  context.fillStyle = palette.lanes[lane.lane]
  for (const week of weeks) if (week.from < hingeFrom) bar({ ...week, to: Math.min(week.to, hingeFrom) }, (week.count / most) ** 0.8)
  for (const day of lane.days) {
    if (day.count > 0 && day.from >= hingeFrom && day.from < past.to) bar(day, Math.min(1, (day.count * daysAWeek) / most) ** 0.8)
  }
  context.globalAlpha = 1
}

/** How much of a bar is left at a scale: all of it while a day is narrow, nothing once its dots stand there. */
function leftOver(pixelsPerDay: number): number {
  const share = Math.log(pixelsPerDay / barsFade.from) / Math.log(barsFade.to / barsFade.from)
  return 1 - Math.min(1, Math.max(0, share))
}

function paintDots(context: CanvasRenderingContext2D, { past, boxes, items, palette }: PastPicture): void {
  const tops = new Map<string, number>(boxes.map(({ id, top }) => [id, top]))
  context.lineWidth = 1.25
  for (const { group, start, end, top, mark } of items.values()) {
    const at = (end ?? start).getTime()
    if (start.getTime() >= past.to || at < past.from) continue
    const x = past.x(Math.min(at, past.to))
    const zoom = past.pixelsPerDayAt(Math.min(x, past.width))
    const size = Math.min(1, Math.max(0, Math.log(zoom / dotsFrom) / Math.log(dotsWhole / dotsFrom)))
    const laneTop = tops.get(group)
    if (size === 0 || laneTop === undefined || x > past.width - 2) continue
    context.globalAlpha = 0.35 + 0.65 * size
    context.strokeStyle = palette.lanes[mark.lane]
    context.fillStyle = palette.soft[mark.lane]
    context.beginPath()
    if (mark.life === undefined) context.arc(x, laneTop + top + 14, 1.5 + 3 * size, 0, Math.PI * 2)
    else context.roundRect(Math.max(past.x(start.getTime()), x - 12) - 1, laneTop + top + 10, Math.max(5, Math.min(12, x - past.x(start.getTime()))), 4 + 4 * size, 2)
    context.fill()
    context.stroke()
  }
  context.globalAlpha = 1
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'short' })
const quarterly = (date: Date) => (date.getMonth() === 0 ? String(date.getFullYear()) : months.format(date))

/** The beginnings of the quarters that the past shows, in the viewer's own zone. */
function quartersOf({ from, to }: PastScale): number[] {
  const quarters: number[] = []
  const first = new Date(from)
  for (let month = Math.ceil(first.getMonth() / 3) * 3; ; month += 3) {
    const at = new Date(first.getFullYear(), month, 1).getTime()
    if (at >= to) return quarters
    if (at >= from) quarters.push(at)
  }
}

/** What the band is, and its months; where the pointer is, the week that it stands on. */
function paintPastAxis(context: CanvasRenderingContext2D, { past, palette, pointer }: PastPicture): void {
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.font = '11px Inter Variable, Inter, sans-serif'
  context.fillStyle = palette.text3
  if (past.band >= 100) context.fillText('Past year, by week', 4, 9)
  let free = 2
  for (const at of quartersOf(past)) {
    const x = past.x(at)
    const label = quarterly(new Date(at))
    const width = context.measureText(label).width
    if (x < free || x + width + 3 > past.width) continue
    context.fillStyle = palette.text3
    context.fillText(label, x + 3, 24)
    context.fillStyle = palette.line2
    context.fillRect(Math.round(x), axisHeight - 6, 1, 6)
    free = x + width + 9
  }
  if (pointer !== null) paintReading(context, past, pointer, palette)
}

const week = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

function paintReading(context: CanvasRenderingContext2D, past: PastScale, pointer: number, palette: Palette): void {
  const text = week.format(new Date(past.time(pointer)))
  context.font = '600 11px Inter Variable, Inter, sans-serif'
  const width = context.measureText(text).width + 12
  const left = Math.max(1, Math.min(past.width - width - 1, pointer - width / 2))
  context.fillStyle = palette.accent
  context.beginPath()
  context.roundRect(left, 16, width, 16, 8)
  context.fill()
  context.fillStyle = palette.onAccent
  context.fillText(text, left + 6, 24.5)
}
