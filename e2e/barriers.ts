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
