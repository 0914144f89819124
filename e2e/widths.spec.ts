import type { Page } from '@playwright/test'
import { expectNothingCutOff } from './barriers'
import { openClient } from './client-page'
import { expect, test, type Colleague, type Product } from './product'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

/** A client with a note in each week of the last year and a half. */
async function quietClient(product: Product, owner: Colleague): Promise<string> {
  const clientId = await product.clientOf(owner, 'Hargreave Grain Ltd')
  const interactions = Array.from({ length: 80 }, (_, week) => ({ note: { clientId, occurredAt: daysAgo(week * 7 + 0.2), body: `Remark of week ${week}` } }))
  await product.send('RecordInteractions', { input: { interactions } })
  return clientId
}

const wide = { width: 1440, height: 900 }
const narrow = { width: 800, height: 900 }
const shownPreset = (page: Page) => page.getByRole('group', { name: 'Zoom' }).locator('[aria-pressed=true]')

test('the window stays when the page becomes narrower and wider again', async ({ desk, product, broker }) => {
  await openClient(desk, product, await quietClient(product, broker))
  const grip = desk.getByRole('separator', { name: 'Width of the past' })
  const past = async () => (await grip.boundingBox())?.width ?? 0
  const inView = desk.getByRole('region', { name: 'Timeline' }).getByText(/ in view$/)
  const items = (await inView.textContent()) ?? ''
  for (const size of [narrow, wide]) {
    await desk.setViewportSize(size)
    await expect.poll(async () => (await past()) > 0).toBe(size === wide)
    // As long as a window takes to be told of, and to be written to the address.
    await desk.waitForTimeout(1_000)
    await expect(shownPreset(desk)).toHaveText('3w')
    await expect(inView).toHaveText(items)
  }
  expect(new URL(desk.url()).search).toBe('')
})

test('every tool of the timeline is in reach where the page is narrow', async ({ desk, product, broker }) => {
  const clientId = await quietClient(product, broker)
  await desk.setViewportSize(narrow)
  await desk.goto(`${product.url}/clients/${clientId}?channel=call&author=${broker.id}`)
  const tools = desk.getByRole('toolbar', { name: 'Timeline' })
  for (const name of ['Views', 'Filter', 'Go to a date']) await expect(tools.getByRole('button', { name })).toBeInViewport({ ratio: 1 })
  await expect(tools.getByRole('searchbox')).toBeInViewport({ ratio: 1 })
  await expectNothingCutOff(desk)
})

test('where nothing stood out in a year its items are listed', async ({ desk, product, broker }) => {
  await openClient(desk, product, await quietClient(product, broker))
  await desk.keyboard.press('5')
  const beside = desk.getByRole('group', { name: 'Beside the timeline' })
  await expect(beside.getByRole('button', { name: /^What stood out 0/ })).toHaveAttribute('aria-pressed', 'false')
  await expect(beside.getByRole('button', { name: /^Items/ })).toHaveAttribute('aria-pressed', 'true')
  await beside.getByRole('button', { name: /^What stood out/ }).click()
  await expect(beside.getByRole('button', { name: /^Items/ })).toHaveAttribute('aria-pressed', 'false')
})
