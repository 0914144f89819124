import { expect, test } from 'vitest'
import { paintAxis } from './paint-axis'
import type { Palette } from './palette'
import { timeScale } from './scale'
import { axisOf } from './ticks'

const local = (year: number, month: number, date = 1) => new Date(year, month, date).getTime()

/** The words that are painted over a span, with letters of 6 pixels each. */
function wordsOver(from: number, to: number, width: number): string[] {
  const words: string[] = []
  const nothing = () => undefined
  const context = {
    measureText: (text: string) => ({ width: text.length * 6 }), fillText: (text: string) => words.push(text),
    beginPath: nothing, moveTo: nothing, lineTo: nothing, stroke: nothing, fill: nothing, roundRect: nothing,
  } as unknown as CanvasRenderingContext2D
  const scale = timeScale({ from, to }, width)
  paintAxis(context, { scale, axis: axisOf(scale), now: 0, palette: {} as Palette, reading: null })
  return words
}

test('a year or month that begins too near the right edge for its name is left out, not cut', () => {
  expect(wordsOver(local(2025, 1), local(2026, 0, 10), 600)).toContain('2025')
  expect(wordsOver(local(2025, 1), local(2026, 0, 10), 600)).not.toContain('2026')
  expect(wordsOver(local(2025, 1), local(2026, 1), 600)).toContain('2026')
  expect(wordsOver(local(2026, 10, 12), local(2026, 11, 2), 600)).not.toContain('December 2026')
})
