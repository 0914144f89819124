import { useLayoutEffect, useRef, type RefObject } from 'react'

/**
 * Gives the focus to the button that a menu opens from, before the menu takes it: where a key opened it with the focus nowhere, closing
 * would leave the focus in the menu, which has the keyboard to itself, until it has faded.
 */
export function useFocusOnOpening(opened: boolean): RefObject<HTMLButtonElement | null> {
  const target = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (opened) target.current?.focus({ preventScroll: true })
  }, [opened])
  return target
}
