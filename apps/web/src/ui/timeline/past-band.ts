import { freshContext } from './canvas'
import { axisHeight } from './paint-axis'
import { paintPast, type PastPicture } from './paint-past'
import { hasPast, pastScale, type PastRoom, type PastScale } from './past-scale'
import { listenToPointer } from './pointer-input'
import type { TimeScale } from './scale'
import { day, lengthOf, type Span } from './span'

/** Less than this many pixels are never left to the window. */
const leastFocus = 240

interface PastEvents {
  /** An instant of the past was clicked. */
  onGo(at: number): void
  /** The pointer moved: to be painted anew. */
  onPointer(): void
  onPan(pixels: number): void
  onZoom(factor: number): void
}

/** The past and the hinge left of the window: how wide they are at a zoom, and what they look like. */
export class PastBand {
  /** Its present width, band and hinge together; 0 while there is none. */
  width = 0
  private scale: PastScale | null = null
  private pointer: number | null = null
  private readonly stop: () => void

  /** @param frame the element whose `--past` says how much room the past has. */
  constructor(
    private readonly frame: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private room: PastRoom | null,
    events: PastEvents,
  ) {
    this.stop = listenToPointer(canvas, {
      onTouch: () => {},
      onGround: (x) => this.scale && events.onGo(this.scale.time(x)),
      onMove: (place) => {
        this.pointer = place?.x ?? null
        events.onPointer()
      },
      onPan: events.onPan,
      onZoom: events.onZoom,
    })
  }

  setRoom(room: PastRoom | null): void {
    this.room = room
  }

  /** The width that the past should have beside a window of a length, of so many pixels in all. */
  widthFor(length: number, total: number): number {
    const wanted = this.room === null ? 0 : this.room.band + this.room.hinge
    if (wanted === 0 || total - wanted < leastFocus) return 0
    return hasPast(((total - wanted) * day) / length, this.width > 0) ? wanted : 0
  }

  /** The width that it should have at a scale, however long the window then is. */
  widthAt(pixelsPerDay: number, total: number): number {
    return this.widthFor(((total - (this.room === null ? 0 : this.room.band + this.room.hinge)) * day) / pixelsPerDay, total)
  }

  /** Takes another width. Returns the window with which all that stays in view stands where it stood. */
  take(width: number, window: Span, total: number): Span {
    const perPixel = lengthOf(window) / Math.max(1, total - this.width)
    const from = window.from + (width - this.width) * perPixel
    this.width = width
    this.frame.style.setProperty('--past', `${width}px`)
    return { from, to: window.to }
  }

  paint(window: TimeScale, picture: Omit<PastPicture, 'past' | 'pointer'>): void {
    this.canvas.style.display = this.width === 0 ? 'none' : 'block'
    if (this.room === null || this.width === 0) return void (this.scale = null)
    const band = Math.max(0, this.width - this.room.hinge)
    this.scale = pastScale(window, { band, hinge: this.width - band })
    const context = freshContext(this.canvas, this.width, picture.height + axisHeight)
    if (context) paintPast(context, { ...picture, past: this.scale, pointer: this.pointer })
  }

  /** How far back it shows; null where there is none. */
  get shown(): Span | null {
    return this.scale === null ? null : { from: this.scale.from, to: this.scale.to }
  }

  /** Where an instant stands, in pixels from the window's left edge; null where the past does not reach. */
  placeOf(at: number): number | null {
    if (this.scale === null || at < this.scale.from || at >= this.scale.to) return null
    return this.scale.x(at) - this.scale.width
  }

  destroy(): void {
    this.stop()
  }
}
