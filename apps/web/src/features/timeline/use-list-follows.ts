import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { heldWithin, leastWindow, lengthOf, type Span } from '../../ui/timeline/span'
import type { Feeds } from './use-feed'
import type { PaneState } from './use-pane'

/** Milliseconds from one look whether somebody is still in the list to the next. */
const lookEvery = 400

/**
 * The list begins where the window ends, wherever somebody moves it. Where a row of the list led it elsewhere, the list holds still for as
 * long as the pointer or the focus is in it.
 * @param box the list while it is shown and its rows lead the window; else null
 * @returns to be told where a row led the window; null where it was there already
 */
export function useListFollows({ list }: Feeds, { window, lanes, whole }: PaneState, box: RefObject<HTMLElement | null> | null): (to: Span | null) => void {
  const ledTo = useRef<Span | null>(null)
  useEffect(() => {
    const before = window.to >= Date.now() ? null : window.to
    const isLed = ledTo.current !== null && isAt(window, heldWithin(ledTo.current, whole, leastWindow))
    const isHeld = () => isLed && (box?.current?.matches(':hover, :focus-within') ?? false)
    if (!isHeld()) return list.show({ before, lanes })
    const timer = setInterval(() => {
      if (isHeld()) return
      clearInterval(timer)
      list.show({ before, lanes })
    }, lookEvery)
    return () => clearInterval(timer)
  }, [list, window.to, lanes, box])
  return useCallback((to) => void (ledTo.current = to ?? ledTo.current), [])
}

/** Whether a window came to stand where it was to. */
const isAt = (window: Span, target: Span): boolean => Math.abs(window.to - target.to) < lengthOf(window) / 100
