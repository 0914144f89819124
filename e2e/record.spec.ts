import { itemsOn, openClient, panelOn } from './client-page'
import { expect, signIn, test } from './product'

test('a call is logged with its outcome and the next step in one gesture', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Hargreave Grain Ltd')
  await openClient(desk, product, clientId)
  await desk.getByRole('group', { name: 'Record' }).getByRole('button', { name: 'Call' }).click()
  const panel = panelOn(desk, 'Log a call')
  await panel.getByRole('radio', { name: 'Left message' }).check()
  await panel.getByLabel('Subject').fill('Margin on December wheat')
  await panel.getByLabel('Next step').fill('Send the revised terms')
  await panel.getByRole('button', { name: 'Save' }).click()

  const logged = itemsOn(desk).filter({ hasText: 'Margin on December wheat' })
  await expect(logged).toHaveCount(1)
  await expect(panel).toBeHidden()
  await logged.click()
  await expect(desk.getByRole('heading', { name: 'Call out, left message: Margin on December wheat' })).toBeVisible()
  await expect(desk.getByText('Send the revised terms')).toBeVisible()
  await desk.reload()
  await expect(itemsOn(desk).filter({ hasText: 'Margin on December wheat' })).toHaveCount(1)
})

test('a note is added, and what was typed outlives the panel', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Osei Cocoa')
  await openClient(desk, product, clientId)
  const record = desk.getByRole('group', { name: 'Record' }).getByRole('button', { name: 'Note' })
  await record.click()
  const panel = panelOn(desk, 'Add a note')
  await panel.getByRole('textbox', { name: 'Note' }).fill('Prefers calls before nine')
  await desk.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await record.click()
  await expect(panel.getByRole('textbox', { name: 'Note' })).toHaveValue('Prefers calls before nine')
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(itemsOn(desk).filter({ hasText: 'Prefers calls before nine' })).toHaveCount(1)
})

test('a wrong password and an address that is not there say what to do', async ({ page, product, broker }) => {
  await page.goto(product.url)
  await page.getByLabel('Email').fill(broker.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(broker.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'My clients' })).toBeVisible()
  await page.goto(`${product.url}/clients/01999999-0000-7000-8000-000000000000`)
  await expect(page.getByRole('alert')).toContainText('There is no such client')
})

test('what was written is corrected in place on every open page, and what stood before is kept', async ({ desk, product, broker, browser }) => {
  const clientId = await product.clientOf(broker, 'Hargreave Grain Ltd')
  await openClient(desk, product, clientId)
  await desk.keyboard.press('n')
  await desk.keyboard.type('Wants barley for December')
  await desk.keyboard.press('ControlOrMeta+Enter')
  const note = itemsOn(desk).filter({ hasText: 'Wants barley for December' })
  await expect(note).toHaveCount(1)
  const context = await browser.newContext()
  const other = await signIn(context, product, broker)
  await openClient(other, product, clientId)
  await expect(itemsOn(other).filter({ hasText: 'barley' })).toHaveCount(1)

  await note.click()
  const detail = desk.getByRole('region', { name: 'Selected item' })
  await detail.getByRole('button', { name: 'Correct' }).click()
  const form = desk.getByRole('dialog', { name: 'Correct' })
  await form.getByLabel('Text').fill('Wants wheat for December')
  await form.getByLabel('Why').fill('Misheard')
  await form.getByRole('button', { name: 'Save correction' }).click()
  await expect(itemsOn(other).filter({ hasText: 'Wants wheat for December' })).toHaveCount(1)
  await expect(itemsOn(other).filter({ hasText: 'barley' })).toHaveCount(0)
  await expect(detail).toContainText('Wants wheat for December')
  await detail.getByRole('button', { name: 'What stood before' }).click()
  await expect(detail).toContainText('Wants barley for December')
  await expect(detail).toContainText('Misheard')

  await detail.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(desk.getByRole('list', { name: 'Pinned' })).toContainText('Wants wheat for December')
  await detail.getByRole('button', { name: 'Unpin' }).click()
  await expect(desk.getByRole('list', { name: 'Pinned' })).toBeHidden()
  await desk.keyboard.press('p')
  await expect(desk.getByRole('list', { name: 'Pinned' })).toContainText('Wants wheat for December')
  await desk.keyboard.press('p')
  await expect(desk.getByRole('list', { name: 'Pinned' })).toBeHidden()
  await context.close()
})

test('an order of futures is in lots unless another unit is chosen, and the list names a unit that is not', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Delta Feedstock')
  await openClient(desk, product, clientId)
  const panel = panelOn(desk, 'Record an order')
  const choose = async (label: string, option: string) => {
    await panel.getByRole('combobox', { name: label }).click()
    await desk.getByRole('option', { name: option, exact: true }).click()
  }
  const begin = async (quantity: string) => {
    await desk.keyboard.press('o')
    await choose('Commodity', 'Wheat')
    await panel.getByLabel('Quantity').fill(quantity)
    await panel.getByLabel('Price').fill('548.50')
  }
  await begin('60')
  await expect(panel.getByRole('combobox', { name: 'Unit' })).toHaveValue('Lot')
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(itemsOn(desk)).toHaveText([/Placed: buy 60 Wheat/])

  // What was saved is selected, and the next order would go on with it.
  await desk.keyboard.press('Escape')
  await begin('750')
  await choose('Instrument', 'Spot')
  await expect(panel.getByRole('combobox', { name: 'Unit' })).toHaveValue('Bushel (bu)')
  await panel.getByRole('button', { name: 'Save' }).click()
  // Both of one minute, as like as not: the later stands above all the same.
  await expect(itemsOn(desk)).toHaveText([/Placed: buy 750 bu Wheat/, /Placed: buy 60 Wheat/])
})

test('a commodity that is chosen again stays chosen', async ({ desk, product, broker }) => {
  await openClient(desk, product, await product.clientOf(broker, 'Delta Feedstock'))
  await desk.keyboard.press('o')
  const commodity = panelOn(desk, 'Record an order').getByRole('combobox', { name: 'Commodity' })
  for (const _ of ['once', 'twice']) {
    await commodity.click()
    await desk.getByRole('option', { name: 'Wheat', exact: true }).click()
    await expect(commodity).toHaveValue('Wheat')
  }
})

test('a pinned order is read to its end, its state included', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Osei Cocoa')
  await product.recordOrder(clientId, { commodity: 'NATURAL_GAS', contractMonth: '2027-03', status: 'CANCELLED', quantity: '1250' })
  await openClient(desk, product, clientId)
  await itemsOn(desk).first().click()
  await desk.getByRole('region', { name: 'Selected item' }).getByRole('button', { name: 'Pin', exact: true }).click()
  const title = desk.getByRole('list', { name: 'Pinned' }).getByText(/^Cancelled: /)
  await expect(title).toHaveAttribute('title', /^Cancelled: buy 1,250 Natural gas Mar-27$/)
  expect(await title.evaluate((text) => text.scrollWidth <= text.clientWidth && text.scrollHeight <= text.clientHeight)).toBe(true)
})
