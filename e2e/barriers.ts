import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** No finding that axe calls serious or critical. */
export async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

/** What is wider than its room: the page, or what scrolls down within it. What scrolls sideways alone (a row of tabs) is meant to. */
const widerThanTheirRoom = `[document.documentElement, ...document.querySelectorAll('body *')]
  .filter((box) => box === document.documentElement || (['auto', 'scroll'].includes(getComputedStyle(box).overflowX) && box.scrollHeight > box.clientHeight))
  .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
  .map((box) => box.tagName + '.' + box.className + ' ' + box.scrollWidth + ' in ' + box.clientWidth)`

/** A control of which a part lies beyond what can be seen and scrolled to, or whose words end at its edge. */
const outOfReach = `(() => {
  const style = (box) => getComputedStyle(box)
  const scrolls = (box) => ['auto', 'scroll'].includes(style(box).overflowX)
  const reaches = (inner, outer) => inner.left < outer.left - 1 || inner.right > outer.right + 1
  const isBeyond = (control) => {
    for (let box = control.parentElement; box && !scrolls(box); box = box.parentElement)
      if (style(box).overflowX !== 'visible' && reaches(control.getBoundingClientRect(), box.getBoundingClientRect())) return true
    return false
  }
  const isCut = (control) => [control, ...control.querySelectorAll('*')].some((box) =>
    box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1 && style(box).overflowX === 'hidden' && style(box).textOverflow !== 'ellipsis')
  return [...document.querySelectorAll('button, a, label, input, select, textarea')]
    .filter((control) => control.offsetWidth > 1 && control.checkVisibility({ visibilityProperty: true }))
    .filter((control) => isBeyond(control) || (control.matches('button, label') && isCut(control)))
    .map((control) => control.tagName + ' ' + (control.textContent || control.getAttribute('aria-label') || control.name))
})()`

export async function expectNothingCutOff(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>(widerThanTheirRoom)).toEqual([])
  expect(await page.evaluate<string[]>(outOfReach)).toEqual([])
}

/** Targets that a finger hits along less than 44 pixels across or down their middle. Left out is what is only partly in view, and the rows of a list. */
const tooSmallForAFinger = `(() => {
  const isHitAt = (target, x, y) => target.contains(document.elementFromPoint(x, y))
  const steps = Array.from({ length: 87 }, (_, index) => index - 43)
  return [...document.querySelectorAll('main button, main a, main input, main [role=slider]')]
    .filter((target) => !target.closest('[role=list]'))
    .filter((target) => {
      const { left, right, top, bottom } = target.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      if (left < 0 || right > innerWidth || !isHitAt(target, x, y)) return false
      return [steps.filter((step) => isHitAt(target, x + step, y)), steps.filter((step) => isHitAt(target, x, y + step))].some(({ length }) => length < 44)
    })
    .map((target) => target.getAttribute('aria-label') ?? target.innerText)
})()`

export async function expectTouchTargets(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>(tooSmallForAFinger)).toEqual([])
}
