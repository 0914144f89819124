import { expect, test } from 'vitest'
import { presets, presetWindow, upToNow } from '../../ui/timeline/presets'
import { day, moved, zoomedAbout } from '../../ui/timeline/span'
import { followsNow } from './use-pane'

const now = Date.UTC(2026, 10, 28)
const usual = upToNow(21 * day, now)

test('three weeks that end a little after now follow it, and still do an hour later', () => {
  expect(followsNow(usual, now)).toBe(true)
  expect(followsNow(usual, now + day / 24)).toBe(true)
})

test('three weeks of another time do not, whether the reader went there or chose them there', () => {
  const march = moved(usual, -260 * day)
  const chosen = presets.flatMap((preset) => (preset.key === '3' ? presetWindow(preset, march, march, now) : []))

  expect([march, moved(usual, -3 * day), ...chosen].map((window) => followsNow(window, now))).toEqual([false, false, false])
})

test('another zoom about now does not', () => {
  expect(followsNow(zoomedAbout(usual, now, 1.5), now)).toBe(false)
  expect(followsNow(zoomedAbout(usual, now, 0.5), now)).toBe(false)
})
