// @vitest-environment jsdom
import { act, useEffect } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useTyped } from './use-typed'

const pause = 200

let root: Root
let shown: ReturnType<typeof useTyped>
let asked: string[]

function Field({ value }: { value: string }) {
  const typed = useTyped(value, (next) => asked.push(next), pause)
  useEffect(() => {
    shown = typed
  })
  return null
}

/** As React acts on it, to its end. */
const acted = (run: () => unknown) =>
  act(() => {
    run()
  })
const comesBack = (value: string) => acted(() => root.render(<Field value={value} />))
const type = (text: string) => acted(() => shown.type(text))
const waitFor = (milliseconds: number) => acted(() => vi.advanceTimersByTime(milliseconds))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  asked = []
  root = createRoot(document.createElement('div'))
  comesBack('')
})

afterEach(() => {
  acted(() => root.unmount())
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('is handed on once the typing pauses', () => {
  type('c')
  waitFor(pause - 1)
  type('co')
  waitFor(pause)
  expect(asked).toEqual(['co'])
})

test('what comes back late takes no letter that was typed meanwhile', () => {
  type('c')
  waitFor(pause)
  type('co')
  comesBack('c')
  expect(shown.text).toBe('co')
  waitFor(pause)
  expect(asked).toEqual(['c', 'co'])
})

test('nor does what comes back after more was handed on', () => {
  type('c')
  waitFor(pause)
  type('co')
  waitFor(pause)
  type('coc')
  comesBack('c')
  expect(shown.text).toBe('coc')
})

test('another value from outside replaces what stands there', () => {
  type('cocoa')
  waitFor(pause)
  comesBack('cocoa')
  comesBack('wheat')
  expect(shown.text).toBe('wheat')
})

test('what is asked at once is asked once', () => {
  type('cocoa')
  acted(() => shown.ask(''))
  waitFor(pause)
  expect(asked).toEqual([''])
  expect(shown.text).toBe('')
})

test('nothing is asked of a field that is gone', () => {
  type('cocoa')
  comesBack('')
  acted(() => root.render(null))
  waitFor(pause)
  expect(asked).toEqual([])
})
