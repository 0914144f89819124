/** What a {@link redrawByWindow} uses of vis-timeline's insides, of version 8.5.4. */
export interface VisDrawing {
  initialDrawDone: boolean
  /** Draws now; `_redraw` in the next frame. */
  _origRedraw(): void
  _redraw(): void
  body: { range: Range; emitter: { emit(name: 'changed'): void }; domProps: { center: { width: number } } }
  itemSet: {
    groups: Record<string, Group>
    dom: { foreground: HTMLElement }
    conversion: Conversion
    /** Called for each change of the items, and by every whole drawing; says whether anything has another size. */
    redraw(): boolean
  }
}
interface Range {
  start: number
  end: number
}
interface Group {
  orderedItems: unknown
  visibleItems: unknown[]
  _updateItemsInRange(ordered: unknown, before: unknown[], range: Range): unknown[]
}

/** Where items stand: in pixels of the surface that they lie on, which moves under the window. */
export interface Conversion {
  toScreen(time: Date): number
  /** Where the window begins on the surface. */
  edge(): number
}

/** Further than so many windows no surface is moved: its pixels would lose their fractions. */
const furthest = 8

/**
 * Lets vis-timeline draw a window that only moved without laying itself out anew, which reads and writes every panel's size in turn and
 * so has the browser lay the page out several times a frame. And a pan moves the surface that all items lie on instead of every item:
 * only a zoom places them anew.
 */
export function redrawByWindow(vis: VisDrawing): { /** The lanes or the pane have another size. */ outdate(): void; stop(): void } {
  const { body, itemSet } = vis
  const wholly = vis._origRedraw
  const itemsWholly = itemSet.redraw.bind(itemSet)
  let isLaidOut = false
  let waiting = 0
  const anchor = { from: 0, perMillisecond: 0 }
  const scale = () => body.domProps.center.width / (body.range.end - body.range.start)
  const edge = () => (body.range.start - anchor.from) * anchor.perMillisecond
  Object.assign(itemSet.conversion, { toScreen: (time: Date) => (time.getTime() - anchor.from) * anchor.perMillisecond, edge })

  const anchored = () => {
    const wanted = scale()
    if (Math.abs(wanted / anchor.perMillisecond - 1) > 1e-9 || Math.abs(edge()) > furthest * body.domProps.center.width) {
      anchor.from = body.range.start
      anchor.perMillisecond = wanted
    }
    itemSet.dom.foreground.style.transform = `translateX(${-edge()}px)`
  }
  const place = () => {
    anchored()
    for (const group of Object.values(itemSet.groups)) group.visibleItems = group._updateItemsInRange(group.orderedItems, group.visibleItems, body.range)
  }
  const draw = () => {
    if (isLaidOut) {
      place()
      return body.emitter.emit('changed')
    }
    anchored()
    const { width } = body.domProps.center
    wholly()
    if (body.domProps.center.width !== width) place()
    isLaidOut = vis.initialDrawDone
  }
  // What was added or changed is placed in the next frame.
  itemSet.redraw = () => !isLaidOut && itemsWholly()
  vis._origRedraw = draw
  vis._redraw = () => {
    if (waiting !== 0) return
    waiting = requestAnimationFrame(() => {
      waiting = 0
      draw()
    })
  }
  return {
    outdate: () => {
      isLaidOut = false
    },
    stop: () => {
      cancelAnimationFrame(waiting)
      waiting = -1
    },
  }
}
