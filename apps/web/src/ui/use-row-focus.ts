import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react'

interface Place {
  index: number
  /** What had the focus. */
  target: Element
}

interface RowFocus<List extends HTMLElement> {
  /** Of what stays when the last row is gone. */
  list: RefObject<List | null>
  /** What a row is given, with its place among the rows. */
  row: (index: number) => { tabIndex: -1; 'data-row': number; onFocus: (event: FocusEvent) => void }
}

/**
 * Keeps the keyboard's place in a list whose rows go by their own buttons: where what had the focus is gone, the row that stands in its place
 * takes it, or the heading above the list where none is left.
 */
export function useRowFocus<List extends HTMLElement>(): RowFocus<List> {
  const list = useRef<List>(null)
  const place = useRef<Place | null>(null)
  useLayoutEffect(() => {
    if (place.current === null || place.current.target.isConnected || (document.activeElement ?? document.body) !== document.body) return
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const next = rows[place.current.index] ?? rows.at(-1) ?? headingAbove(list.current)
    place.current = null
    next?.focus()
  })
  return { list, row: (index) => ({ tabIndex: -1, 'data-row': index, onFocus: ({ target }) => (place.current = { index, target }) }) }
}

function headingAbove(list: HTMLElement | null): HTMLElement | null {
  const heading = list?.closest('section, main')?.querySelector<HTMLElement>('h1, h2') ?? null
  heading?.setAttribute('tabindex', '-1')
  return heading
}
