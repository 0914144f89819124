import { setTimeout as pause } from 'node:timers/promises'
import { itemsOn, openClient } from './client-page'
import { expect, signIn, test } from './product'

test('an order recorded over the API appears by itself in both browsers that have the client open', async ({ browser, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Hargreave Grain Ltd')
  const pages = await Promise.all([browser.newContext(), browser.newContext()].map(async (made) => signIn(await made, product, broker)))
  for (const page of pages) await openClient(page, product, clientId)
  await product.recordOrder(clientId)
  await Promise.all(pages.map((page) => expect(itemsOn(page).filter({ hasText: 'Buy 50 Wheat' })).toHaveCount(1)))
  await Promise.all(pages.map((page) => page.context().close()))
})

test('what one broker types shows on the other’s page', async ({ browser, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Osei Cocoa')
  const [writing, reading] = await Promise.all([browser.newContext().then((made) => signIn(made, product, broker)), browser.newContext().then((made) => signIn(made, product, broker))])
  await openClient(writing, product, clientId)
  await openClient(reading, product, clientId)
  await writing.keyboard.press('n')
  await writing.getByRole('textbox', { name: 'Note' }).fill('Asked for the December roll')
  await writing.keyboard.press('ControlOrMeta+Enter')
  await expect(itemsOn(writing).filter({ hasText: 'Asked for the December roll' })).toHaveCount(1)
  await expect(itemsOn(reading).filter({ hasText: 'Asked for the December roll' })).toHaveCount(1)
  await Promise.all([writing, reading].map((page) => page.context().close()))
})

test('an unhappy client’s words that arrive keep their marks in sight, however long they are', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Osei Cocoa')
  await openClient(desk, product, clientId)
  const body = 'The statement came a week late once more, and nobody called back'
  await product.send('RecordFeedback', { input: { clientId, occurredAt: new Date().toISOString(), rating: 1, topic: 'SERVICE', body } })
  const row = itemsOn(desk).first()
  await expect(row).toContainText('Unhappy 1, service')
  const edge = await row.boundingBox().then((box) => (box ? box.x + box.width : 0))
  for (const mark of ['unhappy', 'new']) {
    const box = await row.getByText(mark, { exact: true }).locator('..').boundingBox()
    expect(box && box.x + box.width, mark).toBeLessThanOrEqual(edge)
  }
})

test('a list that is open shows a client that another brings, changes and hands over, and does not shift under the pointer', async ({ desk, product, broker }) => {
  await desk.goto(`${product.url}/clients`)
  const row = (name: string) => desk.getByRole('row').filter({ hasText: name })
  await product.clientOf(broker, 'Alder Zinc')
  await expect(row('Alder Zinc')).toBeVisible()

  await row('Alder Zinc').hover()
  const late = await product.clientOf(broker, 'Aaron Copper')
  await expect(desk.getByRole('button', { name: '1 changed · Show' })).toBeVisible()
  await expect(row('Aaron Copper')).toBeHidden()
  await desk.mouse.move(0, 0)
  await expect(row('Aaron Copper')).toBeVisible()

  const next = await product.colleague('Ines Moreau')
  await product.send('AssignClients', { input: { ids: [late], ownerId: next.id } })
  await expect(row('Aaron Copper')).toBeHidden()
})

test('the list beside the timeline holds still under the pointer and where it was scrolled to, whatever comes in above', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Castell Oils')
  const notes = Array.from({ length: 60 }, (_, day) => ({ note: { clientId, occurredAt: new Date(Date.now() - (day + 1) * 86_400_000).toISOString(), body: `Remark ${day}.` } }))
  await product.send('RecordInteractions', { input: { interactions: notes } })
  await openClient(desk, product, clientId)
  const row = (day: number) => itemsOn(desk).filter({ hasText: `Remark ${day}.` })
  const placeOf = async (day: number) => Math.round((await row(day).boundingBox())?.y ?? 0)
  const inView = desk.getByText(/^\d+ in view$/).first()
  const arrive = async () => {
    const before = Number.parseInt(await inView.innerText())
    await product.recordOrder(clientId)
    await expect(inView).toHaveText(`${before + 1} in view`)
  }
  await row(3).hover()
  const hovered = await placeOf(3)
  await arrive()
  expect(await placeOf(3)).toBe(hovered)
  await desk.mouse.move(0, 0)
  await expect(itemsOn(desk).filter({ hasText: 'Buy 50 Wheat' })).toBeInViewport()

  await row(3).click()
  await row(4).hover()
  await desk.mouse.wheel(0, 600)
  await expect(row(3)).not.toBeInViewport()
  await desk.mouse.move(0, 0)
  await expect(row(16)).toBeInViewport()
  const scrolled = await placeOf(16)
  await arrive()
  expect(await placeOf(16)).toBe(scrolled)
})

test('what comes in above a list that is held is told of by a pill: read out once, and gone by a click, by Escape, or once it is in view', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Alder Zinc')
  const notes = Array.from({ length: 60 }, (_, day) => ({ note: { clientId, occurredAt: new Date(Date.now() - (day + 1) * 86_400_000).toISOString(), body: `Remark ${day}.` } }))
  await product.send('RecordInteractions', { input: { interactions: notes } })
  await openClient(desk, product, clientId)
  const row = (day: number) => itemsOn(desk).filter({ hasText: `Remark ${day}.` })
  const newest = itemsOn(desk).filter({ hasText: 'Buy 50 Wheat' })
  const pill = desk.getByRole('button', { name: /^↑ \d+ new$/ })
  const told = desk.getByRole('status').filter({ hasText: 'New items above' })
  const held = async () => {
    await desk.mouse.wheel(0, 600)
    await expect(row(1)).not.toBeInViewport()
  }
  await product.recordOrder(clientId)
  await expect(newest).toHaveCount(1)
  await expect(pill).toBeHidden()

  await row(3).hover()
  await held()
  await product.recordOrder(clientId)
  await expect(pill).toHaveText('↑ 1 new')
  await product.recordOrder(clientId)
  await expect(pill).toHaveText('↑ 2 new')
  await expect(told).toHaveText('New items above')
  await pill.click()
  await expect(newest).toHaveCount(3)
  await expect(newest.first()).toBeInViewport({ ratio: 1 })
  await expect(pill).toBeHidden()
  await expect(told).toHaveCount(0)

  await held()
  await product.recordOrder(clientId)
  await expect(pill).toHaveText('↑ 1 new')
  await desk.keyboard.press('Escape')
  await expect(pill).toBeHidden()
  await expect(row(1)).not.toBeInViewport()

  await product.recordOrder(clientId)
  await expect(pill).toHaveText('↑ 1 new')
  await expect.poll(() => desk.mouse.wheel(0, -300).then(() => pill.isHidden())).toBe(true)
  await expect(newest.first()).toBeInViewport()
})

test('once a client is handed over, the page that its old owner has open is cut', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Lindqvist Metals')
  const next = await product.colleague('Tomas Brandt')
  await openClient(desk, product, clientId)
  await product.recordOrder(clientId)
  await expect(itemsOn(desk)).toHaveCount(1)
  await product.send('AssignClients', { input: { ids: [clientId], ownerId: next.id } })
  await expect(desk.getByRole('alert')).toContainText('no longer visible to you')
  await expect(desk.locator('body')).not.toContainText('Lindqvist Metals')
  await desk.reload()
  await expect(desk.getByRole('alert')).toContainText('not visible to you')
})

test('the network drops for ten seconds: afterwards nothing is missing and nothing is there twice', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Marchetti Coffee')
  const order = (quantity: number) => product.recordOrder(clientId, { quantity: String(quantity) })
  await openClient(desk, product, clientId)
  await order(1)
  await expect(itemsOn(desk)).toHaveCount(1)

  await desk.context().setOffline(true)
  for (const quantity of [2, 3, 4]) await order(quantity)
  await pause(10_000)
  await expect(itemsOn(desk)).toHaveCount(1)
  await desk.context().setOffline(false)

  await expect(desk.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible({ timeout: 15_000 })
  await order(5)
  const titles = [5, 4, 3, 2, 1].map((quantity) => new RegExp(`Filled: buy ${quantity} Wheat`))
  await expect(itemsOn(desk)).toHaveText(titles)
})

test('the pill at the edge counts only what came in out of view', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Castell Oils')
  await product.recordOrder(clientId, { occurredAt: new Date(Date.now() - 300 * 86_400_000).toISOString() })
  await product.recordOrder(clientId)
  await openClient(desk, product, clientId)
  const region = desk.getByRole('region', { name: 'Timeline' })
  await product.send('AddNote', { input: { clientId, body: 'Seen as it came' } })
  await expect(region.getByRole('option', { name: /Seen as it came/ })).toBeVisible()
  await desk.keyboard.press('g')
  await desk.getByLabel('Go to', { exact: true }).fill(new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10))
  await desk.keyboard.press('Enter')
  await expect(desk).toHaveURL(/from=/)
  await product.send('AddNote', { input: { clientId, body: 'Came out of view' } })
  await expect(region.getByRole('button', { name: /^1 new today/ })).toBeVisible()
})
