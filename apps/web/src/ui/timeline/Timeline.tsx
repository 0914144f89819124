import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import './glyph.css'
import './timeline.css'
import { HoverCard } from './HoverCard'
import { domId } from './lane-item'
import { LaneLabels, type LaneLabel } from './LaneLabels'
import classes from './Timeline.module.css'
import type { TimeScale } from './scale'
import type { Span } from './span'
import { TimelineView, type Scene } from './timeline-view'

/** What may be asked of a timeline from outside. */
export interface TimelineHandle {
  show(span: Span, how?: 'glide' | 'jump'): void
  focus(): void
}

interface TimelineProps {
  handle: Ref<TimelineHandle>
  scene: Scene
  labels: readonly LaneLabel[]
  /** All the time that may be shown. */
  whole: Span
  /** The window at first. */
  first: Span
  /** The words at the top left: how many items are in view. */
  corner: ReactNode
  selected: string | null
  /** The mark that the keyboard is at, for screen readers. */
  active: string | null
  /** In each frame in which the window was drawn anew. */
  onWindow: (scale: TimeScale) => void
  /** The height that the lanes may share, in CSS pixels. */
  onHeight: (height: number) => void
  onSelect: (id: string) => void
  onGround: (at: number, y: number) => void
  onKeyDown: (event: KeyboardEvent) => void
  /** What floats beside a mark while the pointer is on it; null for none. */
  card: (id: string) => ReactNode
  /** What lies over the lanes: pills, an empty state. */
  children?: ReactNode
}

/** Lanes over time. Times are shown in the viewer's own zone. Draws what it is given; loads nothing. */
export function Timeline({ handle, scene, labels, whole, first, corner, selected, active, card, children, ...events }: TimelineProps) {
  const field = useRef<HTMLDivElement>(null)
  const axis = useRef<HTMLCanvasElement>(null)
  const view = useRef<TimelineView | null>(null)
  const latest = useRef(events)
  latest.current = events
  const [hovered, setHovered] = useState<string | null>(null)
  const begin = useRef({ whole, first })

  useEffect(() => {
    if (!field.current || !axis.current) return
    const made = new TimelineView(field.current, axis.current, begin.current.whole, begin.current.first, {
      onWindow: (scale) => latest.current.onWindow(scale),
      onSelect: (id) => latest.current.onSelect(id),
      onHover: setHovered,
      onGround: (at, y) => latest.current.onGround(at, y),
    })
    view.current = made
    return () => {
      view.current = null
      made.destroy()
    }
  }, [])

  useEffect(() => view.current?.setLimits(whole), [whole])
  useEffect(() => view.current?.setScene(scene), [scene])
  useEffect(() => view.current?.select(selected), [selected, scene])
  useEffect(() => view.current?.activate(active), [active, scene])
  useSizeOf(field, (height) => {
    latest.current.onHeight(height)
    view.current?.resized()
  })
  useImperativeHandle(handle, () => ({
    show: (span, how) => view.current?.show(span, how),
    focus: () => field.current?.focus(),
  }))

  return (
    <div className={classes.timeline}>
      <div className={classes.corner}>{corner}</div>
      <div className={classes.axis}><canvas ref={axis} aria-hidden="true" /></div>
      <LaneLabels labels={labels} />
      <div className={classes.lanes}>
        <div
          ref={field}
          className={`tl-field ${classes.field}`}
          tabIndex={0}
          aria-label="Timeline. Arrows walk the items, plus and minus zoom; the list beside it says the same."
          {...(active !== null && scene.items.has(active) ? { 'aria-activedescendant': domId(active) } : {})}
          onKeyDown={events.onKeyDown}
        />
        {children}
      </div>
      <HoverCard id={hovered} render={card} />
    </div>
  )
}

function useSizeOf(element: { current: HTMLElement | null }, changed: (height: number) => void) {
  const latest = useRef(changed)
  latest.current = changed
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => entry && latest.current(Math.floor(entry.contentRect.height)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
}
