/** What scrolls a list, by the page's layout: its own box, or one around it that scrolls what stands above the list too. */
export function scrollerOf(box: HTMLElement): HTMLElement {
  let at = box
  while (!scrolls(at) && at.parentElement) at = at.parentElement
  return at
}

const scrolls = (element: HTMLElement): boolean => /auto|scroll/.test(getComputedStyle(element).overflowY)

/** Where a list lies in what scrolls it, in whole CSS pixels. */
export interface ListOffset {
  /** From the beginning of what is scrolled to the list's first row. */
  margin: number
  /** What stands over the scroller's top whatever is scrolled, so that no row is seen there. */
  inset: number
}

/** @param rows in whose first pixel the first row begins */
export function offsetIn(scroller: HTMLElement, rows: Element): ListOffset {
  const margin = Math.round(rows.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop)
  return { margin, inset: Number.parseInt(getComputedStyle(scroller).scrollPaddingTop) || 0 }
}
