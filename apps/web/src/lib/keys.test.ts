// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { bindingFor, keyName, type KeyBinding } from './keys'

const pressed = (key: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) =>
  keyName({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held })

const run = () => undefined
const binding = (keys: string, label: string, disabled = false): KeyBinding => ({ keys, label, disabled, group: 'Test', run })

test('a key is named as bindings spell it', () => {
  expect(pressed('?', { shiftKey: true })).toBe('?')
  expect(pressed('X', { shiftKey: true })).toBe('X')
  expect(pressed('ArrowUp', { shiftKey: true })).toBe('shift+ArrowUp')
  expect(pressed('K', { metaKey: true })).toBe('mod+k')
  expect(pressed('ArrowUp', { altKey: true })).toBe('alt+ArrowUp')
})

test('a key that does the same as another is found by either', () => {
  const zoom = { ...binding('+', 'Zoom in'), also: ['='] }

  expect([bindingFor('+', [[zoom]]), bindingFor('=', [[zoom]])]).toEqual([zoom, zoom])
})

test('the innermost binding wins, unless it is off', () => {
  const frame = [binding('/', 'Search everywhere'), binding('n', 'New')]
  const page = [binding('/', 'Search here'), binding('n', 'Note', true)]

  expect(bindingFor('/', [frame, page])?.label).toBe('Search here')
  expect(bindingFor('n', [frame, page])?.label).toBe('New')
  expect(bindingFor('q', [frame, page])).toBeUndefined()
})
