import type { Locator, Page, WebSocketRoute } from '@playwright/test'
import { itemsOn, openClient } from './client-page'
import { expect, test, type Product } from './product'

const day = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString()

/** Records notes with these words, so many days ago. */
async function recordNotes(product: Product, clientId: string, notes: readonly { body: string; days: number }[]): Promise<void> {
  const interactions = notes.map(({ body, days }) => ({ note: { clientId, occurredAt: daysAgo(days), body } }))
  await product.send('RecordInteractions', { input: { interactions } })
}

/** Sends a mutation as the one who is signed in on a page, besides the page. */
async function asBroker<Result>(page: Page, product: Product, query: string, input: object): Promise<Result> {
  const answer = await page.context().request.post(`${product.url}/graphql`, { headers: { origin: product.url }, data: { query, variables: { input } } })
  const { data, errors } = (await answer.json()) as { data?: Result; errors?: unknown } // GraphQL over HTTP: every answer has this shape.
  if (!data) throw new Error(JSON.stringify(errors))
  return data
}

/** Lets the page's sockets be cut for real: going offline alone leaves those that are open. */
async function cuttable(page: Page): Promise<{ cut: () => Promise<void>; mend: () => Promise<void> }> {
  const open = new Set<{ page: WebSocketRoute; server: WebSocketRoute }>()
  let isCut = false
  await page.routeWebSocket(/graphql/, (socket) => {
    if (isCut) return void socket.close()
    open.add({ page: socket, server: socket.connectToServer() })
  })
  return {
    async cut() {
      isCut = true
      await page.context().setOffline(true)
      for (const socket of open) await Promise.all([socket.server.close(), socket.page.close()])
      open.clear()
    },
    async mend() {
      isCut = false
      await page.context().setOffline(false)
    },
  }
}

const isLive = (page: Page) => expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toBeVisible({ timeout: 20_000 })
/** Turns the wheel, so far at a time, until something is there. */
const scrollTo = (page: Page, target: Locator, by: number) =>
  expect.poll(() => page.mouse.wheel(0, by).then(() => target.isVisible()), { intervals: [60] }).toBe(true)
const beginning = (page: Page) => page.getByText('This is where it began.')

test('after the socket was cut, the list has what was recorded far below and no words that were taken back', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Marchetti Coffee')
  await recordNotes(product, clientId, Array.from({ length: 260 }, (_, index) => ({ body: `Remark ${index}.`, days: 1 + index / 10 })))
  const own = await asBroker<{ addNote: { id: string } }>(desk, product, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { id } }', {
    clientId, occurredAt: daysAgo(19.55), body: 'Meant for somebody else',
  })
  const connection = await cuttable(desk)
  await openClient(desk, product, clientId)
  await itemsOn(desk).first().hover()
  const row = (text: string) => itemsOn(desk).filter({ hasText: text })
  await scrollTo(desk, beginning(desk), 2_000)
  await scrollTo(desk, row('Meant for somebody else'), -200)

  await connection.cut()
  await recordNotes(product, clientId, [{ body: 'Written down late', days: 19.45 }, { body: 'Written down today', days: 0 }])
  await asBroker(desk, product, 'mutation ($input: RetractInteractionInput!) { retractInteraction(input: $input) { id } }', { id: own.addNote.id, reason: 'Another client’s' })
  await connection.mend()
  await isLive(desk)

  await expect(row('Written down late')).toBeVisible()
  await expect(row('Meant for somebody else')).toHaveCount(0)
  await scrollTo(desk, row('Written down today'), -2_000)
  await scrollTo(desk, beginning(desk), 2_000)
})

test('a call that lies behind hundreds of mails is found by its lane, beside the last match', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Osei Cocoa')
  const mail = (index: number) => ({ communication: { clientId, occurredAt: daysAgo(1 + index / 10), channel: 'EMAIL', direction: 'INBOUND', subject: `Mail ${index}` } })
  const call = { communication: { clientId, occurredAt: daysAgo(200), channel: 'CALL', direction: 'INBOUND', subject: 'Basis levels' } }
  await product.send('RecordInteractions', { input: { interactions: [...Array.from({ length: 300 }, (_, index) => mail(index)), call] } })
  await desk.goto(`${product.url}/clients/${clientId}?lane=calls`)
  await expect(itemsOn(desk)).toHaveText([/Basis levels/])
  await desk.getByRole('button', { name: 'Go there' }).click()
  await expect(desk.getByText('1 in view').first()).toBeVisible()
})

test('what happened before 1970 is listed, and where nothing did the last match is told', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Lindqvist Metals')
  const noteOf = (occurredAt: string, body: string) => product.send('AddNote', { input: { clientId, occurredAt, body } })
  await noteOf('1951-05-02T10:00:00Z', 'Taken over from the ledger')
  await noteOf(daysAgo(1), 'Of yesterday')
  await desk.goto(`${product.url}/clients/${clientId}?from=1951-04-20T00:00Z&to=1951-05-20T00:00Z`)
  await expect(itemsOn(desk)).toHaveText([/Taken over from the ledger/])
  await desk.goto(`${product.url}/clients/${clientId}?from=1969-04-20T00:00Z&to=1969-05-20T00:00Z`)
  await expect(desk.getByText('The last match is on 2 May 1951')).toBeVisible()
  await desk.goto(`${product.url}/clients/${clientId}?from=1950-04-20T00:00Z&to=1950-05-20T00:00Z`)
  await expect(desk.getByText('Nothing up to here.')).toBeVisible()
})

test('the list follows a window that the keys move, though the focus is in it, and the keys go on from there', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Castell Oils')
  await recordNotes(product, clientId, Array.from({ length: 80 }, (_, index) => ({ body: `Remark ${index}.`, days: 1 + index })))
  await openClient(desk, product, clientId)
  const first = itemsOn(desk).first()
  const row = (index: number) => itemsOn(desk).filter({ hasText: `Remark ${index}.` })
  await row(2).focus()
  await desk.keyboard.press('ArrowDown')
  await expect(row(3)).toBeFocused()
  await expect(first).toContainText('Remark 0.')
  for (let press = 0; press < 4; press += 1) {
    const before = desk.url()
    await desk.keyboard.press('Shift+ArrowLeft')
    await expect.poll(() => desk.url()).not.toBe(before)
  }
  await expect(first).toContainText(/Remark [1-4]\d\./)
  await desk.keyboard.press('ArrowDown')
  await expect(first).toBeFocused()
})

test('under a filter, and on a phone that shows another month, what arrives out of view is told of', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Alder Zinc')
  await recordNotes(product, clientId, [{ body: 'Of two months ago', days: 60 }, { body: 'Of yesterday', days: 1 }])
  const call = (days: number) => product.send('LogCommunication', { input: { clientId, occurredAt: daysAgo(days), channel: 'CALL', direction: 'INBOUND', subject: 'Basis levels' } })
  await call(2)
  const pill = (name: RegExp) => desk.getByRole('button', { name })
  await desk.goto(`${product.url}/clients/${clientId}?channel=call`)
  await isLive(desk)
  await expect(itemsOn(desk)).toHaveText([/Basis levels/])
  await call(200)
  await expect(pill(/^← 1 new/)).toBeVisible()
  await product.recordOrder(clientId)
  await call(1)
  await expect(itemsOn(desk)).toHaveCount(3)
  await expect(pill(/^← 1 new/)).toBeVisible()

  await desk.setViewportSize({ width: 390, height: 844 })
  await desk.goto(`${product.url}/clients/${clientId}?from=${daysAgo(70).slice(0, 16)}Z&to=${daysAgo(50).slice(0, 16)}Z`)
  await isLive(desk)
  await expect(itemsOn(desk).first()).toContainText('Of two months ago')
  await product.send('AddNote', { input: { clientId, body: 'Just said' } })
  await pill(/^1 new today/).click()
  await expect(itemsOn(desk).first()).toContainText('Just said')
  await expect(pill(/new today/)).toBeHidden()
})

test('a filter names its person, and the strip of all time counts the lanes that are shown', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Hargreave Grain Ltd')
  await recordNotes(product, clientId, [{ body: 'One', days: 1 }, { body: 'Two', days: 2 }])
  await product.recordOrder(clientId)
  await asBroker(desk, product, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { id } }', { clientId, body: 'Three' })
  await desk.goto(`${product.url}/clients/${clientId}?author=${broker.id}`)
  await expect(itemsOn(desk)).toHaveText([/Three/])
  await expect(desk.getByRole('toolbar', { name: 'Timeline' }).getByRole('button', { name: broker.name })).toBeVisible()
  await desk.goto(`${product.url}/clients/${clientId}?lane=notes`)
  await expect(itemsOn(desk)).toHaveCount(3)
  await expect(desk.getByText('3 items', { exact: true })).toBeVisible()
})
