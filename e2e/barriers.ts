import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** No finding that axe calls serious or critical. */
export async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

export async function expectNothingCutOff(page: Page): Promise<void> {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(wider).toBeLessThanOrEqual(0)
}
