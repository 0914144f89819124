export interface PointerEvents {
  /** Something was pressed, or the wheel began to turn. */
  onTouch(): void
  /** A click on the ground, in pixels from the element's corner. */
  onGround(x: number, y: number): void
  /** The pointer's place over the element; null once it left, or while something is dragged. */
  onMove(place: { x: number; y: number } | null): void
  /** A wheel sideways, or with shift: pixels. */
  onPan(pixels: number): void
  /** A wheel, or a pinch on a trackpad: by what to multiply the span shown, and about which pixel. */
  onZoom(factor: number, x: number): void
}

/** Listens to wheel, clicks on the ground and movement over an element whose marks are told of elsewhere. Returns the way to stop. */
export function listenToPointer(element: HTMLElement, events: PointerEvents): () => void {
  let pressedAt = { x: 0, y: 0 }
  const placeOf = (event: MouseEvent) => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const press = (event: PointerEvent) => {
    events.onTouch()
    pressedAt = { x: event.clientX, y: event.clientY }
  }
  const click = (event: MouseEvent) => {
    const dragged = Math.hypot(event.clientX - pressedAt.x, event.clientY - pressedAt.y) > 4
    if (dragged || (event.target instanceof Element && event.target.closest('.tl-mark'))) return
    const { x, y } = placeOf(event)
    events.onGround(x, y)
  }
  const move = (event: PointerEvent) => events.onMove(event.buttons === 0 ? placeOf(event) : null)
  const leave = () => events.onMove(null)
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    event.stopPropagation()
    events.onTouch()
    if (event.shiftKey) return events.onPan(event.deltaY || event.deltaX)
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return events.onPan(event.deltaX)
    events.onZoom(zoomFactor(event), placeOf(event).x)
  }
  element.addEventListener('wheel', wheel, { passive: false, capture: true })
  element.addEventListener('pointerdown', press)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerleave', leave)
  element.addEventListener('click', click)
  return () => {
    element.removeEventListener('wheel', wheel, { capture: true })
    element.removeEventListener('pointerdown', press)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerleave', leave)
    element.removeEventListener('click', click)
  }
}

/** A pinch on a trackpad comes as a wheel with ctrl, in finer steps. */
function zoomFactor(event: WheelEvent): number {
  const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 32 : event.deltaY
  return Math.exp(Math.max(-240, Math.min(240, pixels)) * (event.ctrlKey ? 0.01 : 0.0016))
}
