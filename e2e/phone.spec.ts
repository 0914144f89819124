import type { Page } from '@playwright/test'
import { expectTouchTargets } from './barriers'
import { itemsOn, panelOn } from './client-page'
import { expect, test, type Colleague, type Product } from './product'

test.use({ viewport: { width: 390, height: 844 } })

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

/** A client with a call and a note a day for two months, and a note of two years ago. */
async function busyClient(product: Product, owner: Colleague): Promise<string> {
  const clientId = await product.clientOf(owner, 'Hargreave Grain Ltd')
  const regular = Array.from({ length: 60 }, (_, day) => [
    { note: { clientId, occurredAt: daysAgo(day + 0.2), body: `Remark of day ${day}` } },
    { communication: { clientId, occurredAt: daysAgo(day + 0.1), channel: day % 2 ? 'CALL' : 'EMAIL', direction: 'INBOUND', subject: `Basis of day ${day}` } },
  ]).flat()
  await product.send('RecordInteractions', { input: { interactions: [...regular, { note: { clientId, occurredAt: daysAgo(730), body: 'First remark' } }] } })
  return clientId
}

async function openOnPhone(page: Page, product: Product, clientId: string): Promise<void> {
  await page.goto(`${product.url}/clients/${clientId}`)
  await expect(itemsOn(page).first()).toBeVisible()
}

const toolsOn = (page: Page) => page.getByRole('toolbar', { name: 'Timeline' })

test('what stands above the list scrolls away with it; then the top bar says whose page it is', async ({ desk, product, broker }) => {
  await openOnPhone(desk, product, await busyClient(product, broker))
  const name = desk.getByText('Hargreave Grain Ltd', { exact: true }).locator('visible=true')
  await expect(name).toHaveCount(1)
  await expect(desk.getByRole('navigation').getByRole('link', { name: 'Clients' })).toBeVisible()
  const newest = itemsOn(desk).filter({ hasText: 'Basis of day 0' })
  await newest.hover()
  const top = (await desk.getByRole('navigation').first().boundingBox())?.height ?? 0
  await desk.mouse.wheel(0, ((await toolsOn(desk).boundingBox())?.y ?? 0) - top)
  await expect(desk.getByRole('heading', { level: 1 })).not.toBeInViewport()
  await expect(desk.getByRole('slider', { name: 'Time shown' })).not.toBeInViewport()
  await expect(toolsOn(desk)).toBeInViewport()
  await expect(newest).toBeInViewport()
  await expect(desk.getByRole('navigation').getByText('Hargreave Grain Ltd')).toBeVisible()
  await expect.poll(async () => {
    await desk.mouse.wheel(0, 300)
    return newest.isHidden()
  }).toBe(true)
  await expect.poll(async () => {
    await desk.mouse.wheel(0, -900)
    return desk.getByRole('heading', { level: 1 }).evaluate((heading) => heading.getBoundingClientRect().top > 40)
  }).toBe(true)
})

test('one swipe of a finger goes on from what stands above into the list, and back', async ({ desk, product, broker }) => {
  await openOnPhone(desk, product, await busyClient(product, broker))
  const session = await desk.context().newCDPSession(desk)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 180, y }] })
  const swipe = async (from: number, to: number) => {
    await touch('touchStart', from)
    for (let step = 1; step <= 20; step += 1) await touch('touchMove', from + ((to - from) * step) / 20)
    // A finger that rests before it leaves flings nothing.
    await desk.waitForTimeout(200)
    await touch('touchMove', to)
    await touch('touchEnd', to)
  }
  const heading = desk.getByRole('heading', { level: 1 })
  const row = (day: number) => itemsOn(desk).filter({ hasText: `Basis of day ${day}` })
  const above = (await toolsOn(desk).boundingBox())?.y ?? 0
  await expect(row(0)).toBeInViewport({ ratio: 1 })
  await swipe(740, 140)
  await expect(heading).not.toBeInViewport()
  await expect(row(0)).not.toBeInViewport()
  await expect(row(4)).toBeInViewport({ ratio: 1 })
  await expect(toolsOn(desk)).toBeInViewport({ ratio: 1 })
  await swipe(140, 780)
  await expect(heading).toBeInViewport()
  await expect.poll(async () => (await toolsOn(desk).boundingBox())?.y).toBe(above)
})

test('a word, a kind and a date are asked for on a phone as on a desk', async ({ desk, product, broker }) => {
  await openOnPhone(desk, product, await busyClient(product, broker))
  const tools = toolsOn(desk)
  await tools.getByRole('searchbox', { name: 'Search in this timeline' }).fill('basis')
  await expect(itemsOn(desk).filter({ hasText: 'Remark' })).toHaveCount(0)
  await tools.getByRole('button', { name: 'Filter' }).click()
  await desk.getByRole('checkbox', { name: /^Email/ }).click()
  await desk.keyboard.press('Escape')
  await expect(itemsOn(desk).filter({ hasText: 'Call in' })).toHaveCount(0)
  await expect(itemsOn(desk).first()).toContainText('Basis of day 0')
  await expect(desk).toHaveURL(/q=basis.*channel=email/)
  await tools.getByRole('button', { name: 'Email', exact: true }).click()
  await tools.getByRole('button', { name: 'Clear the search' }).click()
  await expect(itemsOn(desk).filter({ hasText: 'Remark of day 0' })).toBeVisible()

  await tools.getByRole('button', { name: 'Go to a date' }).click()
  await desk.getByLabel('Go to', { exact: true }).fill(daysAgo(730).slice(0, 10))
  await desk.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(itemsOn(desk).first()).toContainText('First remark')
  await tools.getByRole('button', { name: 'Today' }).click()
  await expect(itemsOn(desk).first()).toContainText('Basis of day 0')
  await expect(tools.getByRole('button', { name: 'Today' })).toBeHidden()
})

test('the year on the strip ends at about now, whatever is planned in years to come', async ({ desk, product, broker }) => {
  const clientId = await busyClient(product, broker)
  await product.send('LogCommunication', { input: { clientId, occurredAt: '2034-01-01T00:00:00Z', channel: 'MEETING', direction: 'OUTBOUND', subject: 'Ten years on' } })
  await openOnPhone(desk, product, clientId)
  await expect(itemsOn(desk).first()).toContainText('Ten years on')
  const shown = desk.getByRole('slider', { name: 'Time shown' })
  const until = async () => Number(await shown.getAttribute('aria-valuenow'))
  await expect.poll(until).toBeGreaterThan(90)
  await expect.poll(until).toBeLessThanOrEqual(100)
  await shown.press('PageUp')
  await expect.poll(until).toBeLessThan(95)
  await expect(itemsOn(desk).filter({ hasText: 'Basis of day 0' })).toHaveCount(0)
})

test('a finger hits each thing above the list', async ({ desk, product, broker }) => {
  const clientId = await busyClient(product, broker)
  await product.send('TagClients', { input: { ids: [clientId], add: ['wheat', 'high-value'], remove: [] } })
  await openOnPhone(desk, product, clientId)
  await expectTouchTargets(desk)
  await desk.getByRole('button', { name: 'Contact' }).scrollIntoViewIfNeeded()
  await expectTouchTargets(desk)
})

test('an order goes on from a phone, for the account and the effect that its order says', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Hargreave Grain Ltd')
  await desk.goto(`${product.url}/clients/${clientId}`)
  await expect(desk.getByText('Nothing yet. Log a call or record an order with the buttons below.')).toBeVisible()
  await product.recordOrder(clientId, { orderId: 'GO-1', status: 'PLACED', account: 'ACC-1', effect: 'OPEN', occurredAt: daysAgo(2) })
  await product.recordOrder(clientId, { orderId: 'GO-1', status: 'PARTIALLY_FILLED', executionId: 'x1', quantity: '20', occurredAt: daysAgo(1) })
  await itemsOn(desk).filter({ hasText: 'Fill: buy 20 Wheat' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Record what came of this order' }).click()
  const panel = panelOn(desk, 'Record an order')
  await expect(panel.getByLabel('Account')).toHaveValue('ACC-1')
  await expect(panel.getByRole('combobox', { name: 'Position' })).toHaveValue('Opens')
  await panel.getByLabel('Quantity filled').fill('30')
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('dialog').getByRole('definition').filter({ hasText: 'ACC-1' })).toBeVisible()
  await expect(desk.getByRole('dialog').getByRole('definition').filter({ hasText: '50 of 50 lots' })).toBeVisible()
})

test('the filter opens in sight from behind a search that gives its room back', async ({ desk, product, broker }) => {
  await openOnPhone(desk, product, await busyClient(product, broker))
  const tools = toolsOn(desk)
  const filter = tools.getByRole('button', { name: 'Filter' })
  await tools.getByRole('searchbox', { name: 'Search in this timeline' }).click()
  await expect(filter).not.toBeInViewport()
  await filter.click()
  await expect(filter).toHaveAttribute('aria-expanded', 'true')
  await expect(filter).toBeInViewport({ ratio: 1 })
  await expect(desk.getByRole('checkbox', { name: /^Email/ })).toBeInViewport({ ratio: 1 })
})

test('what a note is about is gone to from its sheet', async ({ desk, product, broker }) => {
  const clientId = await busyClient(product, broker)
  const old = await product.send('LogCommunication', { input: { clientId, occurredAt: daysAgo(300), channel: 'CALL', direction: 'INBOUND', subject: 'Storage in Hull' } })
  await product.send('AddNote', { input: { clientId, body: 'Costs less now', aboutId: old.id } })
  await openOnPhone(desk, product, clientId)
  await itemsOn(desk).filter({ hasText: 'Costs less now' }).click()
  await desk.getByRole('region', { name: 'Selected item' }).getByRole('button', { name: /Storage in Hull/ }).click()
  await expect(desk.getByRole('region', { name: 'Selected item' })).toBeHidden()
  await expect(itemsOn(desk).first()).toContainText('Storage in Hull')
  await expect.poll(async () => Number(await desk.getByRole('slider', { name: 'Time shown' }).getAttribute('aria-valuenow'))).toBeLessThan(30)
})

test('a finger hits each of the commodities to choose from', async ({ desk, product, broker }) => {
  await openOnPhone(desk, product, await busyClient(product, broker))
  await desk.getByRole('group', { name: 'Record' }).locator('visible=true').getByRole('button', { name: 'Order' }).click()
  await panelOn(desk, 'Record an order').getByRole('combobox', { name: 'Commodity' }).click()
  const option = await desk.getByRole('option', { name: 'Wheat', exact: true }).boundingBox()
  expect(option?.height).toBeGreaterThanOrEqual(44)
})
