const widths = new Map<string, number>()
// What was measured before the page's font had loaded was measured in another one.
if (typeof document !== 'undefined' && 'fonts' in document) void document.fonts.ready.then(() => widths.clear())
let context: CanvasRenderingContext2D | null | undefined

/** The width of a label in CSS pixels, measured on a canvas so that no layout is forced; about right where there is no canvas. */
export function textWidth(text: string, font = '11.5px Inter Variable, Inter, sans-serif'): number {
  const key = `${font}\u0000${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const measured = measure(text, font)
  if (widths.size > 20_000) widths.clear()
  widths.set(key, measured)
  return measured
}

function measure(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return text.length * 6.2
  context.font = font
  return context.measureText(text).width
}
