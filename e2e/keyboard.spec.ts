import { itemsOn, openClient, panelOn } from './client-page'
import { expect, test } from './product'

test('by keyboard alone: sign in, find a client, open it, log a call, add a note, go back', async ({ page, product, broker }) => {
  await product.clientOf(broker, 'Hargreave Grain Ltd')
  await product.clientOf(broker, 'Osei Cocoa')
  await page.goto(product.url)
  await expect(page.getByLabel('Email')).toBeFocused()
  await page.keyboard.type(broker.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(broker.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Osei Cocoa' })).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('harg')
  await expect(page.getByRole('link', { name: 'Osei Cocoa' })).toBeHidden()
  await page.keyboard.press('Tab')
  await page.getByRole('searchbox').blur()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: 'Hargreave Grain Ltd' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Hargreave Grain Ltd')

  await page.keyboard.press('c')
  await expect(panelOn(page, 'Log a call').getByLabel('Subject')).toBeFocused()
  await page.keyboard.type('Rolled to March')
  await page.keyboard.press('Enter')
  await expect(itemsOn(page).filter({ hasText: 'Rolled to March' })).toHaveCount(1)

  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
  await page.keyboard.type('Wants the prices by mail')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(itemsOn(page).filter({ hasText: 'Wants the prices by mail' })).toHaveCount(1)

  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet).toContainText('Log call')
  const capsOf = (label: string) => sheet.getByRole('term').filter({ hasText: label }).locator('xpath=..').locator('kbd')
  await expect(capsOf('Zoom in')).toHaveText(['+'])
  await expect(capsOf('Zoom out')).toHaveText(['-'])
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: 'My clients' })).toBeVisible()
})

test('a letter right after Esc acts: a menu that a key opened gives the keyboard back at once', async ({ desk, product, broker }) => {
  await openClient(desk, product, await product.clientOf(broker, 'Hargreave Grain Ltd'))
  const date = desk.getByLabel('Go to', { exact: true })
  for (const key of ['f', 'g']) {
    await desk.keyboard.press(key)
    await expect(desk.locator('[role=dialog] :focus')).toBeVisible()
    await desk.keyboard.press('Escape')
    await desk.keyboard.press('g')
    await expect(date).toBeFocused()
    await desk.keyboard.press('Escape')
    await expect(date).toBeHidden()
  }
})

test('the focus stays in the filters when their counts come late', async ({ desk, product, broker }) => {
  await openClient(desk, product, await product.clientOf(broker, 'Hargreave Grain Ltd'))
  let isLate = false
  await desk.route('**/graphql', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800))
    await route.continue()
    isLate = true
  })
  await desk.keyboard.press('f')
  const choices = desk.getByRole('dialog', { name: 'Filter' }).getByRole('checkbox')
  await expect(choices.first()).toBeFocused()
  const before = await choices.count()
  await expect.poll(() => choices.count()).toBeLessThan(before)
  expect(isLate).toBe(true)
  await expect(choices.first()).toBeFocused()
})

test('a search right after the window moved stands in the address beside it, not instead', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Osei Cocoa')
  await product.recordOrder(clientId, { occurredAt: '2020-03-02T10:00:00Z' })
  await product.recordOrder(clientId)
  await openClient(desk, product, clientId)
  await expect(itemsOn(desk)).toHaveCount(2)
  await desk.keyboard.press('7')
  await expect(desk).toHaveURL(/from=20(19|20)/)
  await desk.keyboard.press('5')
  await desk.keyboard.press('/')
  // The window comes to stand still while one types.
  await desk.keyboard.type('compla', { delay: 300 })
  await expect(desk).toHaveURL(/from=(?!20(19|20)).*q=compla$/)
  await desk.keyboard.press('Escape')
  await expect(desk).toHaveURL(/from=(?!20(19|20))[^q]*$/)
})
