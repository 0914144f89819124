import { applyDiff } from './apply-diff'
import { freshContext } from './canvas'
import { glide } from './glide'
import type { LaneItemData } from './lane-item'
import type { LaneBox } from './layout'
import { axisHeight, paintAxis } from './paint-axis'
import { paintField, type DenseLane } from './paint-field'
import { onSchemeChange, readPalette, type Palette } from './palette'
import { timeScale, type TimeScale } from './scale'
import { heldWithin, hour, lengthOf, moved, zoomedAbout, type Span } from './span'
import { axisOf } from './ticks'
import { createVisHost, type VisHost } from './vis-host'

/** All that the surface draws at one time. */
export interface Scene {
  boxes: readonly LaneBox[]
  dense: readonly DenseLane[]
  items: ReadonlyMap<string, LaneItemData>
  /** The marks that show their label; the others show the mark alone. */
  labelled: ReadonlySet<string>
}

export interface ViewEvents {
  /** In the frame in which the surface was drawn with this window. */
  onWindow(scale: TimeScale): void
  onSelect(id: string): void
  onHover(id: string | null): void
  /** A click on the ground: which lane, at which instant, and at which height. */
  onGround(at: number, y: number): void
}

/** The timeline's moving part, outside of React: vis-timeline with its canvases, kept in step to the pixel. */
export class TimelineView {
  private readonly host: VisHost
  private readonly canvas = document.createElement('canvas')
  private palette: Palette
  private scene: Scene = { boxes: [], dense: [], items: new Map(), labelled: new Set() }
  private scale: TimeScale
  private stopGlide = () => {}
  private diffing = 0
  private selected: string | null = null
  private active: string | null = null
  private pressedAt = { x: 0, y: 0 }
  private readonly stopScheme: () => void

  constructor(
    private readonly field: HTMLElement,
    private readonly axis: HTMLCanvasElement,
    private whole: Span,
    first: Span,
    private readonly events: ViewEvents,
  ) {
    this.palette = readPalette(field)
    this.host = createVisHost(field)
    this.scale = timeScale(first, Math.max(1, field.clientWidth))
    this.canvas.className = 'tl-canvas'
    this.host.center.prepend(this.canvas)
    this.host.onChanged(() => this.drawn())
    this.host.onSelect((id) => id !== null && events.onSelect(id))
    this.host.onHover((id) => events.onHover(id))
    this.host.setWindow(first)
    field.addEventListener('wheel', this.onWheel, { passive: false, capture: true })
    field.addEventListener('pointerdown', this.onPress)
    field.addEventListener('click', this.onClick)
    this.stopScheme = onSchemeChange(() => {
      this.palette = readPalette(field)
      this.paint()
    })
  }

  /** Shows another scene; items come and go over the next frames. */
  setScene(scene: Scene): void {
    const boxesChanged = scene.boxes !== this.scene.boxes
    this.scene = scene
    if (boxesChanged) this.host.setLanes(scene.boxes)
    this.label()
    this.scheduleDiff()
    this.paint()
  }

  setLimits(whole: Span): void {
    this.whole = whole
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

  /** Shows a window, held within the limits; glides there unless told to jump. */
  show(span: Span, how: 'glide' | 'jump' = 'glide'): void {
    const target = heldWithin(span, this.whole, hour)
    this.stopGlide()
    if (how === 'jump') this.host.setWindow(target)
    else this.stopGlide = glide(this.host.window(), target, (step) => this.host.setWindow(step))
  }

  /** The pane got another size. */
  resized(): void {
    this.host.redraw()
  }

  destroy(): void {
    this.stopGlide()
    cancelAnimationFrame(this.diffing)
    this.stopScheme()
    this.field.removeEventListener('wheel', this.onWheel, { capture: true })
    this.field.removeEventListener('pointerdown', this.onPress)
    this.field.removeEventListener('click', this.onClick)
    this.host.destroy()
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
    this.events.onWindow(this.scale)
  }

  /** A list box must hold options: with none drawn the surface is a mere group. */
  private nameRole(): void {
    const role = this.field.querySelector('[role=option]') ? 'listbox' : 'group'
    if (this.field.getAttribute('role') !== role) this.field.setAttribute('role', role)
  }

  private paint(): void {
    const { scale, palette, scene } = this
    const axis = axisOf(scale)
    const now = Date.now()
    const height = this.field.clientHeight
    const field = freshContext(this.canvas, scale.width, height)
    if (field) paintField(field, { scale, axis, height, boxes: scene.boxes, dense: scene.dense, now, palette })
    const strip = freshContext(this.axis, scale.width, axisHeight)
    if (strip) paintAxis(strip, { scale, axis, now, palette })
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

  private readonly onPress = (event: PointerEvent) => {
    this.stopGlide()
    this.pressedAt = { x: event.clientX, y: event.clientY }
  }

  /** A click on the ground, unless it ends a drag; vis-timeline tells of clicks on items. */
  private readonly onClick = (event: MouseEvent) => {
    const dragged = Math.hypot(event.clientX - this.pressedAt.x, event.clientY - this.pressedAt.y) > 4
    if (dragged || (event.target instanceof Element && event.target.closest('.tl-mark'))) return
    const box = this.field.getBoundingClientRect()
    this.events.onGround(this.scale.time(event.clientX - box.left), event.clientY - box.top)
  }

  /** A wheel zooms about the pointer; sideways, or with shift, it pans. A pinch on a trackpad is a wheel with ctrl. */
  private readonly onWheel = (event: WheelEvent) => {
    event.preventDefault()
    event.stopPropagation()
    this.stopGlide()
    const span = this.host.window()
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
      return this.show(moved(span, (sideways / this.scale.width) * lengthOf(span)), 'jump')
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 32 : event.deltaY
    const factor = Math.exp(Math.max(-240, Math.min(240, pixels)) * (event.ctrlKey ? 0.01 : 0.0016))
    const at = this.scale.time(event.clientX - this.field.getBoundingClientRect().left)
    this.show(zoomedAbout(span, at, factor), 'jump')
  }
}
