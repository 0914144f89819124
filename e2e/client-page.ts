import type { Locator, Page } from '@playwright/test'
import { expect, type Product } from './product'

/** The list beside the timeline, which says in words what the lanes show. */
export const itemsOn = (page: Page): Locator => page.getByRole('list', { name: 'What happened, newest first' }).getByRole('button')

/** Opens a client's page and waits until it follows live. */
export async function openClient(page: Page, product: Product, clientId: string): Promise<void> {
  await page.goto(`${product.url}/clients/${clientId}`)
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible()
}

/** The panel in which something is recorded. */
export const panelOn = (page: Page, title: string): Locator => page.getByRole('complementary', { name: title })
