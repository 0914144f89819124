import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { freshContext } from './canvas'
import type { DensityLayer } from './density'
import classes from './Overview.module.css'
import { brushOf, paintOverview } from './paint-overview'
import { onSchemeChange, readPalette, type Palette } from './palette'
import { timeScale } from './scale'
import type { Signal } from './signal'
import { lengthOf, moved, type Span } from './span'

interface OverviewProps {
  layer: DensityLayer | null
  whole: Span
  window: Signal<Span>
  /** The window in words, for screen readers. */
  inWords: (span: Span) => string
  onShow: (span: Span, how: 'glide' | 'jump') => void
}

/** All the client's time in one strip; dragging its brush moves the timeline, a click jumps there. */
export function Overview({ layer, whole, window: shown, inWords, onShow }: OverviewProps) {
  const strip = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const brush = useRef<HTMLDivElement>(null)
  const grip = useRef<{ x: number; window: Span } | null>(null)
  usePainting({ strip, canvas, brush, layer, whole, shown, inWords })

  const scale = () => timeScale(whole, strip.current?.clientWidth ?? 1)
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const { left, width } = brushOf(shown.get(), whole, event.currentTarget.clientWidth)
    const inside = x >= left - 6 && x <= left + width + 6
    const half = lengthOf(shown.get()) / 2
    const window = inside ? shown.get() : { from: scale().time(x) - half, to: scale().time(x) + half }
    if (!inside) onShow(window, 'glide')
    grip.current = { x, window }
  }
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!grip.current) return
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    if (Math.abs(x - grip.current.x) < 2) return
    onShow(moved(grip.current.window, scale().time(x) - scale().time(grip.current.x)), 'jump')
  }
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -0.5, ArrowRight: 0.5, PageUp: -1, PageDown: 1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onShow(moved(shown.get(), by * lengthOf(shown.get())), 'glide')
  }
  return (
    <div
      ref={strip}
      className={classes.strip}
      role="slider"
      tabIndex={0}
      aria-label="Time shown"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={() => (grip.current = null)}
      onPointerCancel={() => (grip.current = null)}
      onKeyDown={step}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={brush} className={classes.brush} />
    </div>
  )
}

interface Painting extends Pick<OverviewProps, 'layer' | 'whole' | 'inWords'> {
  strip: { current: HTMLDivElement | null }
  canvas: { current: HTMLCanvasElement | null }
  brush: { current: HTMLDivElement | null }
  shown: Signal<Span>
}

/** Milliseconds for which the window has to stand still before it is told in words. */
const tellAfter = 150

/** Paints on every change of the data, the size or the scheme, and moves the brush with the window, without rendering React. */
function usePainting({ strip, canvas, brush, layer, whole, shown, inWords }: Painting) {
  useEffect(() => {
    const box = strip.current
    if (!box || !canvas.current || !brush.current) return
    let palette: Palette = readPalette(box)
    // Asking for it while something moves would have the page laid out in between.
    let [width, height] = [box.clientWidth, box.clientHeight]
    let telling: ReturnType<typeof setTimeout> | undefined
    const paint = () => {
      const context = canvas.current && freshContext(canvas.current, width, height)
      if (context) paintOverview(context, { layer: layer ?? { span: whole, buckets: new Map() }, whole, width, height, palette })
    }
    const tell = () => {
      box.setAttribute('aria-valuetext', inWords(shown.get()))
      box.setAttribute('aria-valuenow', String(Math.round(((shown.get().to - whole.from) / lengthOf(whole)) * 100)))
    }
    const move = () => {
      const place = brushOf(shown.get(), whole, width)
      Object.assign(brush.current?.style ?? {}, { width: `${place.width}px`, transform: `translateX(${place.left}px)` })
      clearTimeout(telling)
      telling = setTimeout(tell, tellAfter)
    }
    const observer = new ResizeObserver(() => {
      ;[width, height] = [box.clientWidth, box.clientHeight]
      paint()
      move()
    })
    observer.observe(box)
    const stops = [
      shown.subscribe(move),
      onSchemeChange(() => {
        palette = readPalette(box)
        paint()
      }),
    ]
    return () => {
      observer.disconnect()
      clearTimeout(telling)
      stops.forEach((stop) => stop())
    }
  }, [strip, canvas, brush, layer, whole, shown, inWords])
}
