import type { Mark } from './mark'
import type { Conversion } from './window-redraw'
import { fillLife, glyphWidth, labelElement, labelWidth, markElement } from './mark-element'

/** What the data set holds for one mark. vis-timeline reads `id`, `group`, `type`, `start` and `end`; the rest is ours. */
export interface LaneItemData {
  id: string
  group: string
  type: 'lane'
  start: Date
  end?: Date
  mark: Mark
  /** Pixels from the lane's top. */
  top: number
  /** A life for whose bar there is no room: its end mark alone. */
  compact: boolean
}

interface Range {
  start: number
  end: number
}
interface Parent {
  dom: { foreground: HTMLElement }
  itemSet: { body: { domProps: { center: { width: number } } } }
}

/** The part of a window that is drawn on each side beyond it. */
const sideMargin = 0.12

/** Below this width a life is its end mark alone. */
const leastBar = 16

/** Whether a life's label, of a width in pixels, stands inside of what is in view of its bar, clear of its end mark. */
export const fitsInside = (words: number, bar: number): boolean => bar >= leastBar && words + 22 < bar

/**
 * One mark as an item of vis-timeline's ItemSet, to which it stands by duck typing (of version 8.5.4: its own item classes read
 * layout when added and leave the DOM and come back in each frame). Builds its element once, reads no layout, writes one transform.
 */
export class LaneItem {
  id: string | null = null
  parent: Parent | null = null
  displayed = false
  selected = false
  selectable = true
  groupShowing = true
  dirty = false
  top = 0
  left: number | null = null
  width = 0
  /** Zero on purpose: the lane's height is fixed by its group, never by what lies in it. */
  height = 0
  editable = null
  cluster = null
  dom: { box: HTMLDivElement | null; content: HTMLDivElement | null } = { box: null, content: null }

  private labelled = false
  private label: HTMLDivElement | null = null
  private active = false
  private shownWidth = -1
  private words = 0
  private inside = false
  private short = true
  private slide = 0
  private tight = false
  private before = false
  /** Whether the bar has its inside, which a life that was always short never needs. */
  private isFilled = false
  /** Pixels that the label has up to the window's end; null for as many as it needs. */
  private room: number | null = null

  constructor(
    public data: LaneItemData,
    private readonly conversion: Conversion,
  ) {}

  /** Visible with a margin on each side, so that a pan does not add and remove in each frame. */
  isVisible({ start, end }: Range): boolean {
    const margin = (end - start) * sideMargin
    const { start: from, end: to = from } = this.data
    return to.getTime() > start - margin && from.getTime() < end + margin
  }

  show(returnQueue?: boolean): (() => void)[] | void {
    if (!this.displayed) return this.redraw(returnQueue)
  }

  hide(): void {
    this.dom.box?.remove()
    this.displayed = false
  }

  redraw(returnQueue?: boolean): (() => void)[] | void {
    if (returnQueue) return [() => this.draw()]
    this.draw()
  }

  repositionX(): void {
    const box = this.dom.box
    if (!box) return
    const left = this.conversion.toScreen(this.data.start)
    const isLife = this.data.mark.life !== undefined && this.data.end !== undefined
    if (isLife && this.data.end) this.stretch(box, this.conversion.toScreen(this.data.end) - left)
    const x = isLife ? left : left - glyphWidth / 2
    if (x !== this.left) box.style.transform = `translateX(${x}px)`
    this.left = x
    this.keepLabelInView(box, x - this.conversion.edge())
  }

  /** Nothing to do: the row fixes the top. */
  repositionY(): void {}

  select(): void {
    this.selected = true
    this.reflectState()
  }

  unselect(): void {
    this.selected = false
    this.reflectState()
  }

  /** Whether the label stands beside the mark, or the mark alone. */
  setLabelled(labelled: boolean): void {
    if (labelled === this.labelled) return
    this.labelled = labelled
    this.reflectState()
  }

  /** The one that the keyboard is at. */
  setActive(active: boolean): void {
    if (active === this.active) return
    this.active = active
    this.reflectState()
  }

  setData(data: LaneItemData): void {
    const same = data.mark.version === this.data.mark.version
    this.data = data
    const box = this.dom.box
    if (!box) return
    if (!same) return this.rebuild(box)
    box.style.top = `${data.top}px`
    this.remeasure()
  }

  /** Gives the item its row, and its bar or its end mark alone, without telling vis-timeline, which has no part in either. */
  place({ top, compact }: Pick<LaneItemData, 'top' | 'compact'>): void {
    const box = this.dom.box
    if (box && this.data.top !== top) box.style.top = `${top}px`
    const stretches = this.data.compact !== compact
    this.data.top = top
    this.data.compact = compact
    if (stretches) this.remeasure()
  }

  setParent(parent: Parent | null): void {
    const shown = this.displayed
    if (shown) this.hide()
    this.parent = parent
    if (shown && parent) this.draw()
  }

  getTitle(): string {
    return ''
  }

  getWidthLeft(): number {
    return glyphWidth / 2
  }

  getWidthRight(): number {
    return this.width + glyphWidth / 2
  }

  private slideLabel(): void {
    if (this.label) this.label.style.transform = this.slide === 0 ? '' : `translateX(${this.slide}px)`
  }

  private draw(): void {
    if (!this.dom.box) this.build()
    if (this.dom.box && this.parent && !this.dom.box.parentNode) this.parent.dom.foreground.append(this.dom.box)
    this.displayed = true
  }

  private build(): void {
    const box = markElement(this.data.mark)
    box.id = domId(this.data.id)
    box.style.top = `${this.data.top}px`
    this.words = labelWidth(this.data.mark)
    // vis-timeline finds the item under the pointer by this property.
    Object.assign(box, { 'vis-item': this })
    this.dom = { box, content: box }
    this.label = null
    this.shownWidth = -1
    this.left = null
    this.slide = 0
    this.tight = false
    this.before = false
    this.inside = false
    this.short = true
    this.isFilled = false
    this.reflectState()
  }

  private rebuild(old: HTMLDivElement): void {
    this.build()
    if (this.dom.box) old.replaceWith(this.dom.box)
    this.repositionX()
  }

  private remeasure(): void {
    this.shownWidth = -1
    this.left = null
    this.repositionX()
  }

  /** A life is as wide as its time; a short one is its end mark alone, with its label outside. */
  private stretch(box: HTMLDivElement, wanted: number): void {
    const width = Math.max(wanted, 0)
    if (Math.abs(width - this.shownWidth) < 0.01) return
    this.shownWidth = width
    const short = width < leastBar || this.data.compact
    if (!short && !this.isFilled) this.fill(box)
    this.width = width
    box.style.width = `${width}px`
    this.short = short
    box.classList.toggle('tl-short', short)
  }

  /**
   * The label of a bar that begins before the window slides along, and leaves the bar where what is in view of it is too short. `x` is counted from the window's left edge.
   * At the window's end the detail is left out and the words are cut; what stands before the window's beginning has no words there.
   */
  private keepLabelInView(box: HTMLDivElement, x: number): void {
    const inside = !this.short && fitsInside(this.words, this.width + Math.min(x, 0))
    if (inside !== this.inside) box.classList.toggle('tl-inside', inside)
    this.inside = inside
    const slide = inside ? Math.max(-x, 0) : 0
    if (slide !== this.slide) {
      this.slide = slide
      this.slideLabel()
    }
    const pane = this.parent?.itemSet.body.domProps.center.width ?? Infinity
    const end = x + (this.width || glyphWidth)
    const gap = this.data.mark.life === undefined ? 12 : 22
    const tight = !this.inside && x < pane && end + this.words + gap > pane
    if (tight !== this.tight) box.classList.toggle('tl-tight', tight)
    if (tight) this.cut(pane - end - gap - 2)
    else if (this.tight) this.cut(null)
    this.tight = tight
    const before = !this.inside && end < 4
    if (before !== this.before) box.classList.toggle('tl-before', before)
    this.before = before
  }

  private cut(room: number | null): void {
    this.room = room
    if (this.label) this.label.style.maxWidth = room === null ? '' : `${Math.max(0, Math.round(room))}px`
  }

  private fill(box: HTMLDivElement): void {
    const bar = box.querySelector('.tl-bar')
    if (bar && this.data.mark.life) fillLife(bar, this.data.mark, this.data.mark.life)
    this.isFilled = true
  }

  private reflectState(): void {
    const box = this.dom.box
    if (!box) return
    if (this.labelled && !this.label) {
      this.label = labelElement(this.data.mark)
      box.append(this.label)
      this.slideLabel()
      this.cut(this.room)
    }
    box.classList.toggle('tl-bare', !this.labelled)
    box.classList.toggle('tl-selected', this.selected)
    box.classList.toggle('tl-active', this.active)
    box.setAttribute('aria-selected', String(this.selected))
  }
}

/** The id of a mark's element, for `aria-activedescendant`. */
export const domId = (id: string): string => `mark-${id}`
