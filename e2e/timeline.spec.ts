import type { Locator, Page } from '@playwright/test'
import { itemsOn, openClient } from './client-page'
import { expect, test, type Colleague, type Product } from './product'

const day = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString()

/** A client with calls, mails, notes and orders over two years, some of them this week, and one week with many. */
async function busyClient(product: Product, owner: Colleague): Promise<string> {
  const clientId = await product.clientOf(owner, 'Hargreave Grain Ltd')
  const order = (orderId: string, status: string, days: number, quantity: string) => ({
    orderEvent: { clientId, occurredAt: daysAgo(days), orderId, executionId: `${orderId}-${days}`, status, side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity, unit: 'LOT', price: '548.5', currency: 'USD' },
  })
  const regular = Array.from({ length: 100 }, (_, week) => [
    { note: { clientId, occurredAt: daysAgo(week * 7 + 1.2), body: `Note of week ${week}` } },
    { communication: { clientId, occurredAt: daysAgo(week * 7 + 2.1), channel: 'CALL', direction: 'INBOUND', subject: `Basis of week ${week}` } },
    { communication: { clientId, occurredAt: daysAgo(week * 7 + 2.3), channel: 'EMAIL', direction: 'OUTBOUND', subject: `Terms of week ${week}` } },
  ]).flat()
  const many = Array.from({ length: 60 }, (_, index) => ({ note: { clientId, occurredAt: daysAgo(400 + index / 10), body: `Complaint ${index}` } }))
  const life = [order('O-1', 'PLACED', 6, '60'), order('O-1', 'PARTIALLY_FILLED', 5, '20'), order('O-1', 'FILLED', 3, '40')]
  await product.send('RecordInteractions', { input: { interactions: [...regular, ...many, ...life] } })
  return clientId
}

const region = (page: Page): Locator => page.getByRole('region', { name: 'Timeline' })
const lanesOf = (page: Page): Locator => region(page).getByRole('list', { name: 'Lanes' })
const marksOn = (page: Page): Locator => region(page).getByRole('option')
/** How much narrower than their field the lanes are drawn, in pixels; vis-timeline's border adds one on each side. */
const blankOn = (page: Page): Promise<number> =>
  page.evaluate<number>(`document.querySelector('.tl-field').clientWidth + 2 - document.querySelector('.vis-center').clientWidth`)

test('the past stands beside the window, is hidden and shown by a key, and gives way to a wide window', async ({ desk, product, broker }) => {
  await openClient(desk, product, await busyClient(product, broker))
  const grip = region(desk).getByRole('separator', { name: 'Width of the past' })
  await expect(grip).toBeVisible()
  const width = async () => Number((await grip.getAttribute('aria-valuenow')) ?? 0)
  const before = await width()
  await grip.focus()
  await desk.keyboard.press('ArrowRight')
  await expect.poll(width).toBe(before + 16)
  await desk.keyboard.press('\\')
  await expect(grip).toBeHidden()
  await expect.poll(() => blankOn(desk)).toBe(0)
  await desk.keyboard.press('\\')
  await expect(grip).toBeVisible()
  await expect.poll(() => blankOn(desk)).toBe(0)
  await desk.keyboard.press('7')
  await expect(region(desk).getByText('each lane on its own scale')).toBeVisible()
  await expect.poll(async () => (await grip.boundingBox())?.width ?? 0).toBe(0)
  await expect.poll(() => blankOn(desk)).toBe(0)
  await desk.keyboard.press('3')
  await expect.poll(async () => (await grip.boundingBox())?.width ?? 0).toBeGreaterThan(0)
  await expect.poll(() => blankOn(desk)).toBe(0)
})

test('a lane folds to a strip and opens again, and stays so after a reload', async ({ desk, product, broker }) => {
  await openClient(desk, product, await busyClient(product, broker))
  const notes = lanesOf(desk).getByRole('button', { name: /^Notes & feedback/ })
  await expect(notes).toHaveAttribute('aria-expanded', 'true')
  await expect(lanesOf(desk).getByRole('button', { name: /^Documents/ })).toHaveAttribute('aria-expanded', 'false')
  await notes.click()
  await expect(notes).toHaveAttribute('aria-expanded', 'false')
  await desk.reload()
  await expect(lanesOf(desk).getByRole('button', { name: /^Notes & feedback/ })).toHaveAttribute('aria-expanded', 'false')
})

test('from far away it says what stood out; Enter leads there, and Backspace back', async ({ desk, product, broker }) => {
  await openClient(desk, product, await busyClient(product, broker))
  await desk.keyboard.press('7')
  const stoodOut = desk.getByRole('list', { name: /^What stood out/ })
  await expect(stoodOut.getByRole('button').first()).toContainText('Many notes')
  await stoodOut.getByRole('button').first().focus()
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('heading', { name: 'Items', exact: true })).toBeVisible()
  await expect(itemsOn(desk).filter({ hasText: 'Complaint' }).first()).toBeVisible()
  await desk.keyboard.press('Backspace')
  await expect(stoodOut).toBeVisible()
  // A click leaves the pointer where the list then stands.
  await stoodOut.getByRole('button').first().click()
  await expect(itemsOn(desk).filter({ hasText: 'Complaint' }).first()).toBeVisible()
})

test('filters tell how many each would leave, and the address brings back what was asked', async ({ desk, product, broker }) => {
  await openClient(desk, product, await busyClient(product, broker))
  await expect(marksOn(desk).first()).toBeVisible()
  await desk.keyboard.press('f')
  const menu = desk.getByRole('dialog', { name: /^Filter( \d+)?$/ })
  await expect(menu.getByRole('checkbox', { name: /^Call 3$/ })).toBeVisible()
  await menu.getByRole('checkbox', { name: /^Call/ }).click()
  await expect(menu.getByRole('checkbox', { name: /^Call/ })).toBeChecked()
  await desk.keyboard.press('Escape')
  await expect(itemsOn(desk).first()).toContainText('Basis of week 0')
  await expect(desk).toHaveURL(/channel=call/)
  await desk.reload()
  await expect(itemsOn(desk).first()).toContainText('Basis of week 0')
  await desk.getByRole('button', { name: 'Call', exact: true }).filter({ has: desk.locator('svg') }).last().click()
  await expect(desk).not.toHaveURL(/channel=/)
})

test('each tick in the filters counts the others anew, by what is ticked now', async ({ desk, product, broker }) => {
  await openClient(desk, product, await busyClient(product, broker))
  await expect(marksOn(desk).first()).toBeVisible()
  await desk.keyboard.press('f')
  const box = (name: RegExp) => desk.getByRole('dialog', { name: /^Filter( \d+)?$/ }).getByRole('checkbox', { name })
  await expect(box(/^Wheat 3$/)).toBeVisible()
  await box(/^Placed 1$/).click()
  await expect(box(/^Wheat 1$/)).toBeVisible()
  await expect(box(/^Call/)).toBeHidden()
  await box(/^Placed 1$/).click()
  await expect(box(/^Wheat 3$/)).toBeVisible()
  await box(/^Call 3$/).click()
  await expect(box(/^Wheat/)).toBeHidden()
})

test('three weeks of another time stand in the address, and a reload shows them again', async ({ desk, product, broker }) => {
  await openClient(desk, product, await busyClient(product, broker))
  await expect(desk).not.toHaveURL(/from=/)
  const then = new Date(Date.now() - 399 * day)
  await desk.keyboard.press('g')
  await desk.getByLabel('Go to', { exact: true }).fill(then.toISOString().slice(0, 10))
  await desk.keyboard.press('Enter')
  await expect(desk).toHaveURL(/from=/)
  await desk.reload()
  await expect(itemsOn(desk).filter({ hasText: 'Complaint' }).first()).toBeVisible()
})

test('a word is found in all of a timeline, and marked where it stands', async ({ desk, product, broker }) => {
  await openClient(desk, product, await busyClient(product, broker))
  await desk.keyboard.press('/')
  await desk.keyboard.type('complaint')
  await expect(itemsOn(desk).first()).toContainText('Complaint')
  await expect(itemsOn(desk).first().locator('mark')).toHaveText('Complaint')
  await expect(region(desk).getByText('60 items', { exact: true })).toBeVisible()
  await desk.keyboard.press('Escape')
  await expect(itemsOn(desk).first()).not.toContainText('Complaint')
})

test('a list that was read far down begins with the first of what is asked next, on a phone too', async ({ desk, product, broker }) => {
  const clientId = await busyClient(product, broker)
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await desk.setViewportSize(viewport)
    await desk.goto(`${product.url}/clients/${clientId}`)
    const newest = itemsOn(desk).filter({ hasText: 'Basis of week 0' })
    await newest.hover()
    await expect.poll(() => desk.mouse.wheel(0, 400).then(() => newest.isHidden())).toBe(true)
    await desk.getByRole('searchbox', { name: 'Search in this timeline' }).fill('terms')
    await expect(itemsOn(desk).first()).toContainText('Terms of week 0')
    await expect(itemsOn(desk).first()).toBeInViewport({ ratio: 1 })
  }
})

test('where a word stands in the text alone, the row shows the text beside its title', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Vantage Energy')
  await product.send('LogCommunication', { input: { clientId, occurredAt: daysAgo(1), channel: 'CALL', direction: 'INBOUND', subject: 'December position', body: 'Was content so far, considers adding rapeseed' } })
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await desk.setViewportSize(viewport)
    await desk.goto(`${product.url}/clients/${clientId}?q=rapeseed`)
    await expect(itemsOn(desk)).toHaveText([/Call in: December position.*… adding rapeseed/])
    await expect(itemsOn(desk).locator('mark')).toHaveText('rapeseed')
    await expect(itemsOn(desk).locator('mark')).toBeInViewport({ ratio: 1 })
  }
})

test('another form of the word that found it is marked as well', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Okafor Cocoa')
  await product.send('AddNote', { input: { clientId, occurredAt: daysAgo(1), body: 'Trades less wheat; a margin call on what was traded' } })
  await desk.goto(`${product.url}/clients/${clientId}?q=trading margins`)
  await expect(itemsOn(desk).locator('mark')).toHaveText(['Trades', 'margin', 'traded'])
})

test('a view is saved by a name and used on another client', async ({ desk, product, broker }) => {
  const other = await product.clientOf(broker, 'Osei Cocoa')
  await openClient(desk, product, await busyClient(product, broker))
  await desk.goto(`${desk.url().split('?')[0]}?channel=email`)
  await desk.getByRole('button', { name: 'Views' }).click()
  await desk.getByRole('textbox', { name: 'Name of this view' }).fill('Mails')
  await desk.keyboard.press('Enter')
  await openClient(desk, product, other)
  await desk.getByRole('button', { name: 'Views' }).click()
  await desk.getByRole('dialog', { name: 'Views' }).getByRole('button', { name: 'Mails', exact: true }).click()
  await expect(desk).toHaveURL(/channel=email/)
})

test('the arrows walk every row of the list, through an order’s events and piles too, and the focus goes along', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Ironbridge Metals')
  const note = (index: number) => ({ note: { clientId, occurredAt: new Date(Date.now() - 5 * day - index * 60_000).toISOString(), body: `Remark ${index}.` } })
  await product.send('RecordInteractions', { input: { interactions: Array.from({ length: 40 }, (_, index) => note(index)) } })
  for (const [status, days] of [['PLACED', 3], ['PARTIALLY_FILLED', 2], ['FILLED', 1]] as const)
    await product.recordOrder(clientId, { orderId: 'WALK-1', status, executionId: `x${days}`, occurredAt: daysAgo(days) })
  await openClient(desk, product, clientId)
  await expect(marksOn(desk).filter({ has: desk.locator('.tl-behind') }).first()).toBeVisible()
  const walked = [/Filled: /, /Fill: /, /Placed: /, ...Array.from({ length: 14 }, (_, index) => new RegExp(`Remark ${index}\\.`))]
  for (const title of walked) {
    await desk.keyboard.press('ArrowDown')
    const selected = itemsOn(desk).and(desk.locator('[aria-current=true]'))
    await expect(selected).toHaveText(title)
    await expect(selected).toBeFocused()
    await expect(marksOn(desk).and(desk.locator('[aria-selected=true]'))).toHaveCount(1)
  }
  await desk.keyboard.press('ArrowUp')
  await expect(desk.locator('[data-entry]:focus')).toHaveText(/Remark 12\./)
  await desk.keyboard.press('Enter')
  await expect(desk.getByRole('region', { name: 'Selected item' })).toBeFocused()
  await itemsOn(desk).filter({ hasText: 'Remark 9.' }).focus()
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('ArrowDown')
  await expect(desk.locator('[data-entry]:focus')).toHaveText(/Remark 10\./)
})

test('a pile is opened: the list beside it shows what stands in that place, each to be chosen', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Marchetti Coffee')
  const note = (index: number) => ({ note: { clientId, occurredAt: new Date(Date.now() - 5 * day + index * 60_000).toISOString(), body: `Remark ${index}` } })
  await product.send('RecordInteractions', { input: { interactions: Array.from({ length: 40 }, (_, index) => note(index)) } })
  await openClient(desk, product, clientId)
  const pile = marksOn(desk).filter({ has: desk.locator('.tl-behind') }).first()
  await pile.click()
  const inPlace = desk.getByRole('list', { name: 'Items in one place, newest first' })
  await expect(inPlace.getByRole('listitem').nth(1)).toBeVisible()
  const last = inPlace.getByRole('button').last()
  await last.click()
  await expect(desk.getByRole('region', { name: 'Selected item' })).toContainText('Remark')
  await desk.getByRole('button', { name: 'Back to all items' }).click()
  await expect(itemsOn(desk).first()).toBeVisible()
  await expect(inPlace).toBeHidden()
})

test('a phone on its side shows the lanes with their marks alone, and what is chosen over them', async ({ desk, product, broker }) => {
  await desk.setViewportSize({ width: 844, height: 390 })
  await openClient(desk, product, await busyClient(product, broker))
  const mark = marksOn(desk).filter({ hasNot: desk.locator('.tl-behind') }).last()
  await expect(mark).toBeVisible()
  await expect(region(desk).locator('.tl-label').first()).toBeHidden()
  await mark.click()
  await expect(desk.getByRole('region', { name: 'Selected item' })).toBeVisible()
})

test('an order that was placed long ago and works still is drawn over its whole life', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Lindqvist Metals')
  await product.recordOrder(clientId, { orderId: 'OLD-1', status: 'PLACED', quantity: '20', occurredAt: daysAgo(200) })
  await product.recordOrder(clientId, { orderId: 'NEW-1', quantity: '5' })
  await openClient(desk, product, clientId)
  await expect(marksOn(desk).filter({ hasText: 'Buy 20 Wheat' })).toBeVisible()
  await expect(lanesOf(desk).getByRole('button', { name: /^Orders/ })).toContainText('2 orders, 1 working')
})

test('an order’s detail tells its whole life, on a phone too, where no lanes hold it', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Okafor Cocoa')
  const order = { orderId: 'LIFE-1', instrument: 'FUTURE', unit: 'LOT' }
  await product.recordOrder(clientId, { ...order, status: 'PLACED', quantity: '20', occurredAt: daysAgo(200) })
  await product.recordOrder(clientId, { ...order, status: 'PARTIALLY_FILLED', executionId: 'x1', quantity: '4', price: '600', occurredAt: daysAgo(100) })
  await product.recordOrder(clientId, { ...order, status: 'PARTIALLY_FILLED', executionId: 'x2', quantity: '1', price: '610', occurredAt: daysAgo(1) })
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await desk.setViewportSize(viewport)
    await desk.goto(`${product.url}/clients/${clientId}`)
    await itemsOn(desk).first().click()
    const detail = viewport.width === 390 ? desk.getByRole('dialog') : desk.getByRole('region', { name: 'Selected item' })
    await expect(detail.getByRole('definition').filter({ hasText: '5 of 20 lots, 15 to go' })).toBeVisible()
    await expect(detail.getByRole('definition').filter({ hasText: /^602 USc\/bu$/ })).toBeVisible()
    await expect(detail.getByRole('row')).toHaveText([/When/, /Fill\s*1/, /Fill\s*4/, /Placed\s*20/])
  }
})

test('what was busted or corrected is no fill: not in the list, not on the card of its order', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Castell Oils')
  const record = (days: number, given: object) => product.recordOrder(clientId, { orderId: 'BUST-1', status: 'PARTIALLY_FILLED', occurredAt: daysAgo(days), ...given })
  await record(8, { status: 'PLACED', quantity: '60', price: '548.50' })
  await record(7, { executionId: 'e1', quantity: '15', price: '548.25' })
  await record(6, { executionId: 'e2', quantity: '22', price: '548.50' })
  await record(5, { executionId: 'e3', quantity: '11', price: '547.75' })
  await record(4, { executionId: 'e4', quantity: '22', price: '548.50', busts: 'e2' })
  await record(3, { executionId: 'e5', quantity: '12', price: '547.50', corrects: 'e3' })
  await openClient(desk, product, clientId)
  await expect(itemsOn(desk)).toHaveText([/Correction: buy 12 Wheat/, /Bust: buy 22 Wheat/, /Fill, corrected: buy 11 Wheat/, /Fill, busted: buy 22 Wheat/, /Fill: buy 15 Wheat/, /Placed: buy 60 Wheat/])
  await marksOn(desk).first().hover()
  const card = region(desk).getByRole('table')
  await expect(card.getByRole('row')).toHaveText([/12\s*547\.50$/, /15\s*548\.25$/, /^Average\s*27/])
})

test('a move of the market says what it made of what the client held, in its detail and on its card', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Quiet Farm')
  await product.recordOrder(clientId, { side: 'SELL', commodity: 'CORN', quantity: '10', price: '600', contractMonth: '2099-12', occurredAt: daysAgo(4) })
  await openClient(desk, product, clientId)
  await product.send('RecordMarketMove', { input: { commodity: 'CORN', occurredAt: daysAgo(1), changePercent: '5', price: '630', currency: 'USD', description: 'Drought' } })
  await itemsOn(desk).filter({ hasText: 'Corn up 5 %' }).click()
  const detail = desk.getByRole('region', { name: 'Selected item' })
  await expect(detail.getByRole('definition')).toHaveText(['+5 %', '630 USc/bu'])
  await expect(detail.getByRole('row')).toHaveText([/Held\s*Effect/, /^Short 10 lots Dec-99\s*−15,000\.00 USD$/])
  await marksOn(desk).filter({ hasText: 'Corn up 5 %' }).hover()
  await expect(region(desk).getByRole('row').filter({ hasText: 'Short 10 lots' })).toContainText('−15,000.00 USD')
})
