import { applyDiff } from './apply-diff'
import { freshContext } from './canvas'
import type { DenseLane, MarketBand } from './dense'
import { glide } from './glide'
import type { LaneItemData } from './lane-item'
import type { LaneBox } from './layout'
import { axisHeight, paintAxis } from './paint-axis'
import { paintCrosshair, readingAt } from './paint-crosshair'
import { paintField } from './paint-field'
import type { PastLane } from './paint-past'
import { onSchemeChange, readPalette, type Palette } from './palette'
import { PastBand } from './past-band'
import type { PastRoom } from './past-scale'
import { listenToPointer } from './pointer-input'
import { timeScale, type TimeScale } from './scale'
import { heldWithin, leastWindow, lengthOf, moved, zoomedAbout, type Span } from './span'
import { axisOf } from './ticks'
import { createVisHost, type VisHost } from './vis-host'

/** All that the surface draws at one time. */
export interface Scene {
  boxes: readonly LaneBox[]
  dense: readonly DenseLane[]
  past: readonly PastLane[]
  bands: readonly MarketBand[]
  items: ReadonlyMap<string, LaneItemData>
  /** The marks that show their label; the others show the mark alone. */
  labelled: ReadonlySet<string>
  /** An instant whose bars are read out while the pointer reads none; null for none. */
  spotlight: number | null
}

export interface ViewEvents {
  /** In the frame in which the surface was drawn with this window. */
  onWindow(scale: TimeScale, past: Span | null): void
  onSelect(id: string): void
  onHover(id: string | null): void
  /** A click on the ground: which lane, at which instant, and at which height. */
  onGround(at: number, y: number): void
}

/** The elements that the view draws into. */
export interface ViewParts {
  /** Around all of it; its `--past` is the past's width. */
  frame: HTMLElement
  field: HTMLElement
  axis: HTMLCanvasElement
  past: HTMLCanvasElement
}

const nothing: Scene = { boxes: [], dense: [], past: [], bands: [], items: new Map(), labelled: new Set(), spotlight: null }

/** The timeline's moving part, outside of React: vis-timeline with its canvases, kept in step to the pixel. */
export class TimelineView {
  private readonly host: VisHost
  private readonly past: PastBand
  private readonly canvas = document.createElement('canvas')
  private palette: Palette
  private scene = nothing
  private scale: TimeScale
  private total = 0
  private height = 0
  private stopGlide = () => {}
  /** The length of the window that was last set here. */
  private asked = 1
  private diffing = 0
  private painting = 0
  private selected: string | null = null
  private active: string | null = null
  private pointer: { x: number; y: number } | null = null
  private readonly stops: (() => void)[]

  constructor(
    private readonly parts: ViewParts,
    private whole: Span,
    first: Span,
    room: PastRoom | null,
    private readonly events: ViewEvents,
  ) {
    const { field, frame, past } = parts
    this.palette = readPalette(field)
    this.host = createVisHost(field)
    this.scale = timeScale(first, Math.max(1, field.clientWidth))
    this.canvas.className = 'tl-canvas'
    this.host.center.prepend(this.canvas)
    this.host.onChanged(() => this.drawn())
    this.host.onSelect((id) => id !== null && events.onSelect(id))
    this.host.onHover((id) => events.onHover(id))
    this.set(first)
    const onPan = (pixels: number) => this.show(moved(this.window(), (pixels / this.scale.width) * lengthOf(this.window())), 'jump')
    this.past = new PastBand(frame, past, room, {
      onGo: (at) => this.show(moved(this.window(), at - (this.scale.from + this.scale.to) / 2)),
      onPointer: () => this.paintSoon(),
      onPan,
      onZoom: (factor) => this.zoom(zoomedAbout(this.host.window(), this.host.window().from, factor)),
    })
    this.stops = [
      listenToPointer(field, {
        onTouch: () => this.stopGlide(),
        onGround: (x, y) => events.onGround(this.scale.time(x), y),
        onMove: (place) => this.point(place),
        onPan,
        onZoom: (factor, x) => this.zoom(zoomedAbout(this.host.window(), this.scale.time(x), factor)),
      }),
      onSchemeChange(() => {
        this.palette = readPalette(field)
        this.paint()
      }),
    ]
  }

  /** Shows another scene; items come and go over the next frames. */
  setScene(scene: Scene): void {
    const boxesChanged = scene.boxes !== this.scene.boxes
    this.scene = scene
    if (boxesChanged) this.host.setLanes(scene.boxes)
    this.label()
    this.scheduleDiff()
    this.paintSoon()
  }

  setLimits(whole: Span): void {
    this.whole = whole
  }

  /** Gives the past another width, or none; the window's right edge and its zoom stay. */
  setPast(room: PastRoom | null): void {
    this.past.setRoom(room)
    this.zoom(this.host.window())
  }

  select(id: string | null): void {
    this.selected = id
    this.host.select(id)
  }

  /** Marks the item that the keyboard is at. */
  activate(id: string | null): void {
    if (this.active !== null) this.host.item(this.active)?.setActive(false)
    this.active = id
    if (id !== null) this.host.item(id)?.setActive(true)
  }

  window(): Span {
    return { from: this.scale.from, to: this.scale.to }
  }

  /** Where an instant of the past stands, in pixels left of the window (negative); null where the past is not shown that far. */
  placeInPast(at: number): number | null {
    return this.past.placeOf(at)
  }

  /** Shows exactly a window, held within the limits; glides there unless told to jump. */
  show(span: Span, how: 'glide' | 'jump' = 'glide'): void {
    const target = heldWithin(span, this.whole, leastWindow)
    this.stopGlide()
    const width = this.past.widthFor(lengthOf(target), this.total)
    const start = width === this.past.width ? this.host.window() : this.givePast(width, this.host.window())
    if (how === 'jump') return this.set(target)
    this.set(start)
    this.stopGlide = glide(start, target, (step) => this.set(step))
  }

  /** The pane got another size: how wide the past and the window are together, and how high the lanes, in CSS pixels. */
  resized(total: number, height: number): void {
    this.total = total
    this.height = height
    const width = this.past.widthFor(lengthOf(this.host.window()), total)
    if (width !== this.past.width) {
      // Where the past comes or goes with the room, the window that was asked for stays: only its scale is another.
      const window = this.host.window()
      this.past.take(width, window, total)
      this.set(window)
    }
    this.host.redraw()
  }

  destroy(): void {
    this.stopGlide()
    cancelAnimationFrame(this.diffing)
    cancelAnimationFrame(this.painting)
    this.stops.forEach((stop) => stop())
    this.past.destroy()
    this.host.destroy()
  }

  private set(window: Span): void {
    this.asked = lengthOf(window)
    this.host.setWindow(window)
  }

  /** Shows a window that was zoomed by hand: where the past comes or goes with it, nothing moves under the pointer. */
  private zoom(span: Span): void {
    const window = heldWithin(span, this.whole, leastWindow)
    const pixelsPerDay = timeScale(window, Math.max(1, this.total - this.past.width)).pixelsPerDay
    const width = this.past.widthAt(pixelsPerDay, this.total)
    this.set(width === this.past.width ? window : this.givePast(width, window))
  }

  /** Gives the past another width beside a window; the field, which has another width with it, is laid out anew. */
  private givePast(width: number, window: Span): Span {
    this.host.redraw()
    return this.past.take(width, window, this.total)
  }

  /**
   * Only here is the window taken over: in vis-timeline's own frame, right after it redrew, so that the canvas never drifts from
   * the items.
   */
  private drawn(): void {
    const span = this.host.window()
    const width = this.host.centerWidth()
    if (width <= 0) return
    this.scale = timeScale(span, width)
    this.paint()
    this.nameRole()
    this.events.onWindow(this.scale, this.past.shown)
    // A pinch is vis-timeline's own: the past follows it here.
    if (Math.abs(lengthOf(span) / this.asked - 1) > 0.001) queueMicrotask(() => this.zoom(span))
  }

  /** A list box must hold options: with none drawn the surface is a mere group. */
  private nameRole(): void {
    const { field } = this.parts
    const role = field.querySelector('[role=option]') ? 'listbox' : 'group'
    if (field.getAttribute('role') !== role) field.setAttribute('role', role)
  }

  private point(place: { x: number; y: number } | null): void {
    const matters = this.scene.dense.length > 0
    this.pointer = place
    if (matters) this.paintSoon()
  }

  private paintSoon(): void {
    cancelAnimationFrame(this.painting)
    this.painting = requestAnimationFrame(() => this.paint())
  }

  private paint(): void {
    cancelAnimationFrame(this.painting)
    const { scale, palette, scene, parts, height } = this
    const { boxes, dense, bands, items } = scene
    const axis = axisOf(scale)
    const now = Date.now()
    const lit = this.pointer === null ? scene.spotlight : scale.time(this.pointer.x)
    const reading = lit === null ? null : readingAt(lit, dense)
    const field = freshContext(this.canvas, scale.width, height)
    if (field) {
      paintField(field, { scale, axis, height, boxes, dense, bands, now, palette })
      if (reading) paintCrosshair(field, { reading, scale, height, dense, palette })
    }
    const strip = freshContext(parts.axis, scale.width, axisHeight)
    if (strip) paintAxis(strip, { scale, axis, now, palette, reading })
    this.past.paint(scale, { height, boxes, lanes: scene.past, items, palette })
  }

  private scheduleDiff(): void {
    cancelAnimationFrame(this.diffing)
    this.diffing = requestAnimationFrame(() => {
      const more = applyDiff(this.host.items, this.host.item, this.scene.items, (this.scale.from + this.scale.to) / 2)
      this.label()
      if (this.selected !== null) this.host.select(this.selected)
      if (this.active !== null) this.host.item(this.active)?.setActive(true)
      this.nameRole()
      if (more) this.scheduleDiff()
    })
  }

  private label(): void {
    for (const id of this.scene.items.keys()) this.host.item(id)?.setLabelled(this.scene.labelled.has(id))
  }
}
