/** A canvas's context, cleared and scaled so that one unit is one CSS pixel; null where the browser gives none. */
export function freshContext(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1
  const wide = Math.round(width * ratio)
  const high = Math.round(height * ratio)
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide
    canvas.height = high
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const context = canvas.getContext('2d')
  if (!context) return null
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.font = '11px Inter Variable, Inter, sans-serif'
  return context
}

/** The middle of a device pixel, so that a hairline is one pixel wide and not two half ones. */
export const crisp = (value: number): number => Math.round(value) + 0.5
