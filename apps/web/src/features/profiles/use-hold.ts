import { useEffect, useState, type FocusEvent, type PointerEvent, type UIEvent } from 'react'

/** What a scrolled part is given, so that it is known whether somebody reads in it. */
export interface HoldHandlers {
  onPointerEnter: (event: PointerEvent) => void
  onPointerLeave: () => void
  onFocus: () => void
  onBlur: (event: FocusEvent) => void
  onScroll: (event: UIEvent) => void
}

/** Holds a list while the pointer is over it, the focus is in it, or it is scrolled. */
export function useHold(hold: (held: boolean) => void): HoldHandlers {
  const [by, setBy] = useState({ pointer: false, focus: false, scroll: false })
  const held = by.pointer || by.focus || by.scroll
  useEffect(() => {
    hold(held)
    return () => hold(false)
  }, [held, hold])
  const set = (part: Partial<typeof by>) => setBy((before) => ({ ...before, ...part }))
  return {
    // A finger leaves no pointer behind.
    onPointerEnter: ({ pointerType }) => set({ pointer: pointerType === 'mouse' }),
    onPointerLeave: () => set({ pointer: false }),
    onFocus: () => set({ focus: true }),
    onBlur: ({ currentTarget, relatedTarget }) => set({ focus: currentTarget.contains(relatedTarget) }),
    onScroll: ({ currentTarget }) => {
      const scroll = currentTarget.scrollTop > 0
      if (scroll !== by.scroll) set({ scroll })
    },
  }
}
