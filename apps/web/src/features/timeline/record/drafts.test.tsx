// @vitest-environment jsdom
import { act, useEffect } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SessionContext } from '../../../lib/session'
import { useDraft } from './drafts'

let root: Root
let shown: ReturnType<typeof useDraft<{ body: string }>>
let clients = 0
let clientId: string

function Form({ about }: { about: string | null }) {
  const draft = useDraft({ clientId, form: 'note', about }, () => ({ body: '' }))
  useEffect(() => {
    shown = draft
  })
  return null
}

/** As React acts on it, to its end. */
const acted = (run: () => unknown) =>
  act(() => {
    run()
  })

function open(about: string | null, by = 'ruth') {
  const me = { id: by, name: by, email: null, roles: [], permissions: [] }
  acted(() =>
    root.render(
      <SessionContext value={{ me, signOut: () => Promise.resolve() }}>
        <Form about={about} />
      </SessionContext>,
    ),
  )
}
const close = () => acted(() => root.render(null))
const type = (body: string) => acted(() => shown.change({ body }))

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  clientId = `client ${(clients += 1)}`
  root = createRoot(document.createElement('div'))
})

afterEach(() => {
  acted(() => root.unmount())
  vi.unstubAllGlobals()
})

test('what was typed outlives its form', () => {
  open('A')
  type('About A')
  close()
  open('A')
  expect(shown.value.body).toBe('About A')
})

test('what was typed about one thing does not stand under another, with the form closed between or not', () => {
  open('A')
  type('About A')
  open('B')
  expect(shown.value.body).toBe('')
  type('About B')
  open('A')
  expect(shown.value.body).toBe('About A')
  close()
  open(null)
  expect(shown.value.body).toBe('')
  open('B')
  expect(shown.value.body).toBe('About B')
})

test('nobody else who signs in sees it, and it is still there for its writer', () => {
  open('A', 'ruth')
  type('For my eyes')
  close()
  open('A', 'jonas')
  expect(shown.value.body).toBe('')
  type('By Jonas')
  close()
  open('A', 'ruth')
  expect(shown.value.body).toBe('For my eyes')
})

test('what was saved is begun anew', () => {
  open('A')
  type('About A')
  acted(() => shown.clear())
  expect(shown.value.body).toBe('')
  close()
  open('A')
  expect(shown.value.body).toBe('')
})

test('what was found out is no draft by itself, and is kept with what was typed', () => {
  open('A')
  acted(() => shown.learn({ body: 'Found out' }))
  expect(shown.value.body).toBe('Found out')
  close()
  open('A')
  expect(shown.value.body).toBe('')
  type('Typed')
  acted(() => shown.learn({ body: 'Found out' }))
  close()
  open('A')
  expect(shown.value.body).toBe('Found out')
})
