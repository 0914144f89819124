import type { DenseLane, MarketBand, Peak } from './dense'
import { countWithin, type DensityLayer } from './density'
import { drawsItems, handOver, roomPerItem, type Mode } from './hand-over'
import { fitsInside, type LaneItemData } from './lane-item'
import { rowTop, type LaneBox } from './layout'
import type { LaneId } from './lanes'
import type { Mark } from './mark'
import { glyphWidth, labelWidth } from './mark-element'
import type { PastLane } from './paint-past'
import { fittingLabels, placeInRows, type Placeable } from './rows'
import type { TimeScale } from './scale'
import type { Span } from './span'
import type { Scene } from './timeline-view'

export type Modes = ReadonlyMap<LaneId, Mode>

interface Deciding {
  boxes: readonly LaneBox[]
  layer: DensityLayer | null
  window: TimeScale
  before: Modes
  /** How many things a count of one is at most: an order has two events or more. */
  weight: (lane: LaneId) => number
  /** How many things of a lane the window shows, where all of them are held; null where they are not. */
  held: (lane: LaneId) => number | null
}

/** How each lane shows what it holds in the window, by the room that its items have; a folded lane is bars. */
export function modesFor({ boxes, layer, window, before, weight, held }: Deciding): Modes {
  const decided = boxes.map(({ id, rows }) => {
    if (rows === 0) return { id, mode: 'bars' as Mode, items: 0, room: Infinity }
    const counted = countWithin(layer?.buckets.get(id) ?? [], window) * weight(id)
    const byCount = handOver(roomPerItem(window.width, rows, counted), before.get(id))
    const own = drawsItems(byCount) ? held(id) : null
    const items = own ?? counted
    const room = roomPerItem(window.width, rows, items)
    const byItems = own === null ? byCount : handOver(room, before.get(id))
    return { id, mode: drawsItems(byCount) && !drawsItems(byItems) ? 'marks' : byItems, items, room }
  })
  return withinBudget(decided, before)
}

/** More marks than this are never drawn one by one, whatever room they have: the page stays quick. */
const mostMarks = 140
const leeway = 1.15

interface Decided {
  id: LaneId
  mode: Mode
  items: number
  room: number
}

/** The most crowded lanes give way to dots until the marks of the others are few enough. */
function withinBudget(decided: readonly Decided[], before: Modes): Modes {
  const modes = new Map<LaneId, Mode>(decided.map(({ id, mode }) => [id, mode]))
  const drawn = decided.filter(({ mode }) => drawsItems(mode)).sort((a, b) => a.room - b.room)
  let marks = drawn.reduce((sum, { items }) => sum + items, 0)
  for (const { id, items } of drawn) {
    const most = before.get(id) === 'dots' ? mostMarks : mostMarks * leeway
    if (marks <= most) break
    modes.set(id, 'dots')
    marks -= items
  }
  return modes
}

interface Counting {
  boxes: readonly LaneBox[]
  modes: Modes
  layer: DensityLayer | null
}

/** The lanes to draw as counts: those in a dense mode. */
export function denseLanes({ boxes, modes, layer }: Counting, peaks: ReadonlyMap<LaneId, readonly Peak[]>): DenseLane[] {
  return boxes.flatMap(({ id, top, height }) => {
    const mode = modes.get(id) ?? 'bars'
    return drawsItems(mode) ? [] : [{ lane: id, top, height, mode, buckets: layer?.buckets.get(id) ?? [], peaks: peaks.get(id) ?? [] }]
  })
}

/** Every lane's counts by week and by day, for the past beside the window. */
export function pastLanes({ boxes, modes }: Omit<Counting, 'layer'>, past: { weeks: DensityLayer; days: DensityLayer } | null): PastLane[] {
  return boxes.map(({ id, top, height }) => ({
    lane: id,
    top,
    height,
    weeks: past?.weeks.buckets.get(id) ?? [],
    days: past?.days.buckets.get(id) ?? [],
    single: drawsItems(modes.get(id) ?? 'bars'),
  }))
}

interface Arranging {
  boxes: readonly LaneBox[]
  modes: Modes
  marks: readonly Mark[]
  /** Those that stand over the counts of a lane that shows no items. */
  pinned: readonly Mark[]
  dense: readonly DenseLane[]
  past: readonly PastLane[]
  bands: readonly MarketBand[]
  scale: TimeScale
  /** The rows that marks had; kept, so that nothing jumps when others come and go. */
  rows: ReadonlyMap<string, number>
  /** Always labelled where it stands. */
  selected: string | null
  spotlight: number | null
}

export interface Arranged extends Scene {
  rows: Map<string, number>
  /** A mark that stands on a pile → the mark that is drawn for it. */
  piles: Map<string, string>
}

/** Places every mark of the lanes that show items: row, label or not, and piles where there is no room for all. */
export function arrange(input: Arranging): Arranged {
  const items = new Map<string, LaneItemData>()
  const labelled = new Set<string>()
  const rows = new Map<string, number>()
  const piles = new Map<string, string>()
  for (const box of input.boxes) {
    const mode = input.modes.get(box.id) ?? 'bars'
    if (drawsItems(mode)) arrangeLane(box, mode, input, { items, labelled, rows, piles })
    else if (box.rows > 0) arrangeLane(box, 'marks', { ...input, marks: input.pinned }, { items, labelled, rows, piles })
  }
  return { boxes: input.boxes, dense: input.dense, past: input.past, bands: input.bands, spotlight: input.spotlight, items, labelled, rows, piles }
}

type Result = Pick<Arranged, 'rows' | 'piles'> & { items: Map<string, LaneItemData>; labelled: Set<string> }

function arrangeLane(box: LaneBox, mode: Mode, { marks, scale, rows, selected }: Arranging, result: Result): void {
  const own = marks.filter(({ lane }) => lane === box.id)
  const placeables = own.map((mark) => (mark.pinned ? withItsLabel(placeable(mark, 'labels', scale)) : placeable(mark, mode, scale)))
  const placing = placeInRows(placeables, box.rows, rows)
  const piled = sizesOf(placing.pile)
  const fits = fittingLabels(
    placeables.map((item) => (piled.has(item.id) ? withCount(item) : item)),
    placing,
  )
  for (const mark of own) {
    const row = placing.row.get(mark.id)
    if (row === undefined) continue
    result.items.set(mark.id, itemOf(mark, { pile: piled.get(mark.id) ?? 0, compact: placing.compact.has(mark.id), top: rowTop(box, row) }))
    result.rows.set(mark.id, row)
    const loud = mark.loud === true || mark.pinned === true || mark.id === selected || mark.life !== undefined
    if (fits.has(mark.id) && (mode === 'labels' || loud)) result.labelled.add(mark.id)
  }
  for (const [id, leader] of placing.pile) result.piles.set(id, leader)
}

/** Marks may overlap by a little before the later one needs another row. */
const leastStep = 13

/** The part of the window from which on a life is long. */
const longShare = 0.6

function placeable(mark: Mark, mode: Mode, scale: TimeScale): Placeable {
  const words = labelWidth(mark)
  if (mark.life === undefined) {
    const wantsLabel = mode === 'labels' || mark.loud === true
    return { id: mark.id, x: scale.x(mark.start) - glyphWidth / 2, width: leastStep, labelled: wantsLabel ? glyphWidth + words : leastStep }
  }
  const [start, end] = [scale.x(mark.start), scale.x(mark.end ?? mark.start)]
  const width = Math.max(leastStep, end - start + glyphWidth / 2)
  return {
    id: mark.id,
    x: Math.min(start, end - glyphWidth / 2),
    width,
    labelled: fitsInside(words, end - Math.max(start, 0)) ? width : width + words + 4,
    long: Math.min(end, scale.width) - Math.max(start, 0) > scale.width * longShare,
    compact: { x: end - glyphWidth / 2, width: leastStep, labelled: glyphWidth + words + 4 },
  }
}

/** Room for the count that the label of a pile ends with. */
const countRoom = 24
/** What stands clear of a label. */
const air = 4

/** A pinned mark takes the room of its label too. */
function withItsLabel(item: Placeable): Placeable {
  const roomy = <Part extends { labelled: number }>(part: Part) => ({ ...part, width: part.labelled + countRoom + air })
  return { ...roomy(item), first: true, ...(item.compact && { compact: roomy(item.compact) }) }
}

function withCount(item: Placeable): Placeable {
  const labelled = item.labelled + countRoom
  return { ...item, labelled, ...(item.compact && { compact: { ...item.compact, labelled: item.compact.labelled + countRoom } }) }
}

function sizesOf(pile: ReadonlyMap<string, string>): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const leader of pile.values()) sizes.set(leader, (sizes.get(leader) ?? 0) + 1)
  return sizes
}

function itemOf(mark: Mark, { pile, compact, top }: { pile: number; compact: boolean; top: number }): LaneItemData {
  const shown =
    pile === 0 ? mark : { ...mark, pile, version: `${mark.version}+${pile}`, description: `${mark.description}, and ${pile} more here` }
  const item: LaneItemData = { id: mark.id, group: mark.lane, type: 'lane', start: new Date(mark.start), mark: shown, top, compact }
  return mark.end === undefined ? item : { ...item, end: new Date(mark.end) }
}

/** The span about which a crowded place opens: a quarter of the window, with the place in its middle. */
export const openedAbout = (at: number, window: Span): Span => ({
  from: at - (window.to - window.from) / 8,
  to: at + (window.to - window.from) / 8,
})
