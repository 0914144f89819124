import { useEffect, useLayoutEffect, useRef, useState, type FocusEventHandler, type PointerEventHandler, type RefObject } from 'react'
import { useLatest } from '../../lib/use-latest'
import type { ListScope } from './list-pager'
import { addedIn, keptTop, stillAbove, type ListRows } from './list-place'
import { offsetIn, scrollerOf } from './list-scroller'

interface Listed {
  list: ListRows
  /** What the list is of; another one begins at its top. */
  scope: ListScope | null
  selectedId: string | null
}

export interface KeptPlace {
  /** For the list's box. */
  holding: { onPointerLeave: PointerEventHandler<HTMLElement>; onBlur: FocusEventHandler<HTMLElement> }
  /** How many came in above what is read, until they are in view or dismissed. */
  above: number
  dismiss: () => void
  /** Goes to the newest. */
  toTop: () => void
}

const none: ReadonlySet<string> = new Set()

/**
 * Keeps what is read where it stands when something comes in: while the list is scrolled, the pointer or the focus is in it, or something
 * is selected. Once nothing holds it, it goes back to the newest, unless somebody scrolled.
 * @param boxed the list's box, of whose parts one has the role of a list, and the last is its end
 */
export function useKeptPlace(boxed: RefObject<HTMLElement | null>, { list, scope, selectedId }: Listed): KeptPlace {
  const before = useRef({ list, scope })
  /** How far it stands from its top for what came in alone. */
  const pushed = useRef(0)
  const [above, setAbove] = useState(none)
  useLayoutEffect(() => {
    const last = before.current
    before.current = { list, scope }
    const box = boxed.current
    if (!box || last.list === list) return
    const isSame = last.scope === scope
    const view = viewOf(box, selectedId)
    const top = isSame && isHeld(box, view.top, selectedId) ? keptTop(last.list, list, view) : Math.min(0, view.top)
    pushed.current = view.top === pushed.current ? top : 0
    scrollTo(box, top)
    setAbove((known) => (isSame ? stillAbove(new Set([...known, ...addedIn(last.list, list)]), list, top) : none))
  }, [list, scope])

  useEffect(() => {
    const box = boxed.current
    if (!box || above.size === 0) return
    const scroller = scrollerOf(box)
    const look = () => setAbove((known) => stillAbove(known, list, topOf(box)))
    scroller.addEventListener('scroll', look, { passive: true })
    return () => scroller.removeEventListener('scroll', look)
  }, [above, list])

  const release = useLatest((isRead: boolean) => {
    if (isRead || selectedId !== null || boxed.current === null) return
    if (topOf(boxed.current) === pushed.current) scrollTo(boxed.current, 0)
    pushed.current = 0
  })
  useEffect(() => release(boxed.current?.matches(':hover, :focus-within') ?? true), [selectedId])
  const dismiss = useLatest(() => setAbove(none))
  const toTop = useLatest(() => {
    if (boxed.current) scrollTo(boxed.current, 0)
    dismiss()
  })
  return {
    holding: {
      onPointerLeave: ({ currentTarget }) => release(currentTarget.matches(':focus-within')),
      onBlur: ({ currentTarget, relatedTarget }) => release(currentTarget.contains(relatedTarget) || currentTarget.matches(':hover')),
    },
    above: above.size,
    dismiss,
    toTop,
  }
}

const isHeld = (box: HTMLElement, top: number, selectedId: string | null): boolean => top > 0 || selectedId !== null || box.matches(':hover, :focus-within')

const rowsOf = (box: HTMLElement): Element => box.querySelector('[role=list]') ?? box

/** How far the list is scrolled beyond its first row; less than nothing where what stands above it is in view. */
function topOf(box: HTMLElement): number {
  const scroller = scrollerOf(box)
  const { margin, inset } = offsetIn(scroller, rowsOf(box))
  return scroller.scrollTop - margin + inset
}

const viewOf = (box: HTMLElement, selectedId: string | null) => {
  const read = box.querySelector<HTMLElement>('[data-entry]:hover') ?? box.querySelector<HTMLElement>('[data-entry]:focus')
  return { top: topOf(box), height: scrollerOf(box).clientHeight, heldId: read?.dataset['entry'] ?? selectedId }
}

/** Scrolls that far beyond the first row; where the rows end too soon for it, with room below them. */
function scrollTo(box: HTMLElement, top: number): void {
  const by = top - topOf(box)
  if (by === 0) return
  const scroller = scrollerOf(box)
  const end = (box.lastElementChild?.getBoundingClientRect().bottom ?? 0) - scroller.getBoundingClientRect().bottom
  box.style.setProperty('--room', `${Math.max(0, top <= 0 ? 0 : by - end)}px`)
  scroller.scrollTop += by
}
