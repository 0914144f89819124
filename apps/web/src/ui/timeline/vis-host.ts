import { DataSet } from 'vis-data/esnext'
import * as vis from 'vis-timeline/esnext'
import { LaneItem, type LaneItemData } from './lane-item'
import type { LaneBox } from './layout'
import { leastWindow, type Span } from './span'
import { redrawByWindow, type VisDrawing } from './window-redraw'

/**
 * What is used of vis-timeline beyond its published types. Pinned to 8.5.4 and held by a contract test; the item types are exported
 * at run time but missing from the declarations.
 */
interface VisInternals extends VisDrawing {
  itemSet: VisDrawing['itemSet'] & { items: Record<string, LaneItem> }
  dom: { centerContainer: HTMLElement; center: HTMLElement; root: HTMLElement }
}
interface VisParts {
  timeline: { components: { ItemSet: { types: Record<string, unknown> } } }
}

const options = {
  stack: false,
  orientation: { axis: 'none', item: 'top' },
  margin: { axis: 0, item: { horizontal: 0, vertical: 0 } },
  showCurrentTime: false,
  showTooltips: false,
  showMajorLabels: false,
  showMinorLabels: false,
  selectable: true,
  multiselect: false,
  editable: false,
  verticalScroll: false,
  horizontalScroll: false,
  zoomKey: 'ctrlKey',
  zoomMin: leastWindow,
  autoResize: false,
  rtl: false,
} as const

export interface VisHost {
  items: DataSet<LaneItemData, 'id'>
  /** The element that everything is drawn in, whose left edge is the window's beginning. */
  center: HTMLElement
  centerWidth(): number
  window(): Span
  setWindow(span: Span): void
  setLimits(span: Span): void
  setLanes(boxes: readonly LaneBox[]): void
  select(id: string | null): void
  item(id: string): LaneItem | undefined
  onChanged(listener: () => void): void
  onSelect(listener: (id: string | null) => void): void
  onHover(listener: (id: string | null) => void): void
  redraw(): void
  destroy(): void
}

/** The only place that makes a vis-timeline: a drag, pinch and hit-test surface whose items are LaneItems on rows of our own. */
export function createVisHost(parent: HTMLElement): VisHost {
  // A timeline that is destroyed before its first draw leaves its loading screen behind: it gets a child of its own to go with.
  const host = document.createElement('div')
  parent.append(host)
  const { timeline: parts } = vis as unknown as VisParts
  parts.components.ItemSet.types.lane = LaneItem
  const items = new DataSet<LaneItemData, 'id'>([])
  const groups = new DataSet<{ id: string; height: number; order: number }, 'id'>([])
  // The declared item type knows neither our type name nor that `content` is not needed.
  const timeline = new vis.Timeline(host, items as never, groups as never, { ...options, groupTemplate })
  const internals = timeline as unknown as VisInternals
  const drawing = redrawByWindow(internals)
  let laid: readonly LaneBox[] = []

  return {
    items,
    center: internals.dom.centerContainer,
    centerWidth: () => internals.body.domProps.center.width,
    window: () => {
      const { start, end } = timeline.getWindow()
      return { from: start.getTime(), to: end.getTime() }
    },
    setWindow: ({ from, to }) => timeline.setWindow(from, to, { animation: false }),
    setLimits: ({ from, to }) => timeline.setOptions({ min: from, max: to, zoomMax: to - from }),
    setLanes: (boxes) => {
      if (boxes.length === laid.length && boxes.every(({ id, height }, order) => id === laid[order]?.id && height === laid[order].height)) return
      drawing.outdate()
      const kept = new Set<string>(boxes.map(({ id }) => id))
      groups.remove(groups.getIds().filter((id) => !kept.has(String(id))))
      groups.update(boxes.map(({ id, height: laneHeight }, order) => ({ id, height: laneHeight, order })))
      const total = heightOf(boxes)
      if (total !== heightOf(laid)) timeline.setOptions({ height: `${total}px` })
      laid = boxes
    },
    select: (id) => timeline.setSelection(id === null ? [] : [id]),
    item: (id) => internals.itemSet.items[id],
    onChanged: (listener) => timeline.on('changed', listener),
    onSelect: (listener) => timeline.on('select', (event?: { items: string[] }) => listener(event?.items[0] ?? null)),
    onHover: (listener) => {
      timeline.on('itemover', (event?: { item: string }) => listener(event?.item ?? null))
      timeline.on('itemout', () => listener(null))
    },
    redraw: () => {
      drawing.outdate()
      timeline.redraw()
    },
    destroy: () => {
      drawing.stop()
      timeline.destroy()
      host.remove()
    },
  }
}

const heightOf = (boxes: readonly LaneBox[]): number => boxes.reduce((sum, { height }) => sum + height, 0)

/** A label of no width whose height fixes the lane's; labels that people read are ours, beside the surface. */
function groupTemplate(group: { height: number } | null): HTMLElement {
  const spacer = document.createElement('div')
  spacer.style.width = '0'
  spacer.style.height = `${group?.height ?? 0}px`
  return spacer
}
