import { useEffect, useLayoutEffect, useRef, useState, type DOMAttributes, type RefObject } from 'react'
import { useLatest } from '../../lib/use-latest'
import type { ListScope } from './list-pager'
import { addedIn, keptTop, stillAbove, type ListRows } from './list-place'

interface Listed {
  list: ListRows
  /** What the list is of; another one begins at its top. */
  scope: ListScope | null
  selectedId: string | null
}

export interface KeptPlace {
  /** For the element that scrolls. */
  holding: Pick<DOMAttributes<HTMLElement>, 'onPointerLeave' | 'onBlur'>
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
 */
export function useKeptPlace(scroller: RefObject<HTMLElement | null>, { list, scope, selectedId }: Listed): KeptPlace {
  const before = useRef({ list, scope })
  /** How far it stands from its top for what came in alone. */
  const pushed = useRef(0)
  const [above, setAbove] = useState(none)
  useLayoutEffect(() => {
    const last = before.current
    before.current = { list, scope }
    const box = scroller.current
    if (!box || last.list === list) return
    const isSame = last.scope === scope
    const top = isSame && isHeld(box, selectedId) ? keptTop(last.list, list, viewOf(box, selectedId)) : 0
    pushed.current = box.scrollTop === pushed.current ? top : 0
    scrollTo(box, top)
    setAbove((known) => (isSame ? stillAbove(new Set([...known, ...addedIn(last.list, list)]), list, top) : none))
  }, [list, scope])

  useEffect(() => {
    const box = scroller.current
    if (!box || above.size === 0) return
    const look = () => setAbove((known) => stillAbove(known, list, box.scrollTop))
    box.addEventListener('scroll', look, { passive: true })
    return () => box.removeEventListener('scroll', look)
  }, [above, list])

  const release = useLatest((isRead: boolean) => {
    if (isRead || selectedId !== null || scroller.current === null) return
    if (scroller.current.scrollTop === pushed.current) scrollTo(scroller.current, 0)
    pushed.current = 0
  })
  useEffect(() => release(scroller.current?.matches(':hover, :focus-within') ?? true), [selectedId])
  const dismiss = useLatest(() => setAbove(none))
  const toTop = useLatest(() => {
    if (scroller.current) scrollTo(scroller.current, 0)
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

const isHeld = (box: HTMLElement, selectedId: string | null): boolean => box.scrollTop > 0 || selectedId !== null || box.matches(':hover, :focus-within')

const viewOf = (box: HTMLElement, selectedId: string | null) => {
  const read = box.querySelector<HTMLElement>('[data-entry]:hover') ?? box.querySelector<HTMLElement>('[data-entry]:focus')
  return { top: box.scrollTop, height: box.clientHeight, heldId: read?.dataset['entry'] ?? selectedId }
}

/** Scrolls that far; where the rows end too soon for it, with room below them. */
function scrollTo(box: HTMLElement, top: number): void {
  if (box.scrollTop === top) return
  const end = (box.lastElementChild?.getBoundingClientRect().bottom ?? 0) - box.getBoundingClientRect().top + box.scrollTop
  box.style.setProperty('--room', `${Math.max(0, top === 0 ? 0 : top + box.clientHeight - end)}px`)
  box.scrollTop = top
}
