import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import './glyph.css'
import './timeline.css'
import { HoverCard } from './HoverCard'
import { domId } from './lane-item'
import { LaneLabels, type LaneLabel } from './LaneLabels'
import type { LaneId } from './lanes'
import { PastGrip } from './PastGrip'
import type { PastRoom } from './past-scale'
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
  /** How much room the past has beside the window; null for none. */
  past: PastRoom | null
  onPast: (room: PastRoom) => void
  /** The words at the top left: how many items are in view. */
  corner: ReactNode
  selected: string | null
  /** The mark that the keyboard is at, for screen readers. */
  active: string | null
  /** In each frame in which the window was drawn anew. */
  onWindow: (scale: TimeScale, past: Span | null) => void
  /** The height that the lanes may share, in CSS pixels. */
  onHeight: (height: number) => void
  onSelect: (id: string) => void
  onGround: (at: number, y: number) => void
  onFold: (lane: LaneId) => void
  onKeyDown: (event: KeyboardEvent) => void
  /** What floats beside a mark while the pointer is on it; null for none. */
  card: (id: string) => ReactNode
  /** What lies over the lanes: pills, an empty state. */
  children?: ReactNode
}

/** Lanes over time, with the past beside them. Times are shown in the viewer's own zone. Draws what it is given; loads nothing. */
export function Timeline({ handle, scene, labels, whole, first, past, corner, selected, active, card, children, ...events }: TimelineProps) {
  const frame = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLDivElement>(null)
  const axis = useRef<HTMLCanvasElement>(null)
  const band = useRef<HTMLCanvasElement>(null)
  const view = useRef<TimelineView | null>(null)
  const latest = useRef(events)
  latest.current = events
  const [hovered, setHovered] = useState<string | null>(null)
  const begin = useRef({ whole, first, past })

  useEffect(() => {
    if (!frame.current || !field.current || !axis.current || !band.current) return
    const parts = { frame: frame.current, field: field.current, axis: axis.current, past: band.current }
    const made = new TimelineView(parts, begin.current.whole, begin.current.first, begin.current.past, {
      onWindow: (scale, past) => latest.current.onWindow(scale, past),
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
  useEffect(() => view.current?.setPast(past), [past])
  useSizeOf(stage, ({ width, height }) => {
    latest.current.onHeight(height)
    view.current?.resized(width, height)
  })
  useImperativeHandle(handle, () => ({
    show: (span, how) => view.current?.show(span, how),
    focus: () => field.current?.focus(),
  }))

  return (
    <div ref={frame} className={classes.timeline}>
      <div className={classes.corner}>{corner}</div>
      <div className={classes.axis}><canvas ref={axis} aria-hidden="true" /></div>
      <LaneLabels labels={labels} onFold={events.onFold} />
      <div ref={stage} className={classes.lanes}>
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
      <canvas ref={band} className={classes.past} aria-hidden="true" />
      {past && <PastGrip room={past} onRoom={events.onPast} />}
      <HoverCard id={hovered} render={card} />
    </div>
  )
}

function useSizeOf(element: { current: HTMLElement | null }, changed: (size: { width: number; height: number }) => void) {
  const latest = useRef(changed)
  latest.current = changed
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) latest.current({ width: Math.round(entry.contentRect.width), height: Math.floor(entry.contentRect.height) })
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
}
