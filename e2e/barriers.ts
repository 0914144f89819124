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

export async function expectNothingCutOff(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>(widerThanTheirRoom)).toEqual([])
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
