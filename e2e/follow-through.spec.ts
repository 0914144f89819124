import { randomUUID } from 'node:crypto'
import { expectNoBarriers, expectNothingCutOff } from './barriers'
import { expect, signIn, test } from './product'

test('a note mentions a colleague, who finds it on her desk and answers in its thread', async ({ browser, product, broker, desk }) => {
  // Others of the firm are called Ines Moreau too.
  const ines = await product.colleague(`Ines Moreau ${randomUUID().slice(0, 4)}`, 'MANAGER')
  const clientId = await product.clientOf(broker, 'Ostrava Feed')
  await desk.goto(`${product.url}/clients/${clientId}`)
  await desk.getByRole('button', { name: 'Note' }).first().click()
  const panel = desk.getByRole('complementary', { name: 'Add a note' })
  await panel.getByRole('textbox', { name: 'Note' }).fill('Spread is at 18 cents')
  await panel.getByRole('combobox', { name: 'Mention' }).fill(ines.name)
  await panel.getByRole('option', { name: ines.name }).first().click()
  await panel.getByRole('button', { name: 'Save' }).click()
  const row = desk.getByRole('button', { name: /Spread is at 18 cents/ }).first()
  await expect(row).toBeVisible()

  const hers = await browser.newContext()
  const page = await signIn(hers, product, ines)
  await page.goto(`${product.url}/desk/mentions`)
  await expect(page.getByRole('listitem').filter({ hasText: 'Spread is at 18 cents' })).toContainText('Ostrava Feed')
  await page.getByRole('link', { name: 'Ostrava Feed' }).click()
  await page.getByRole('button', { name: /Spread is at 18 cents/ }).first().click()
  await page.getByRole('textbox', { name: 'Reply' }).fill('Take it <b>now</b>')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('Take it <b>now</b>')

  // It comes into the thread that is open elsewhere.
  await row.click()
  await expect(desk.getByRole('region', { name: 'Thread' })).toContainText('Take it <b>now</b>')
  await hers.close()
})

test('feedback is acknowledged and resolved, and is off the desk', async ({ product, broker, desk }) => {
  const clientId = await product.clientOf(broker, 'Delta Agri')
  await product.send('RecordFeedback', { input: { clientId, occurredAt: new Date().toISOString(), rating: 2, topic: 'EXECUTION', body: 'Filled two ticks away' } })
  await desk.goto(`${product.url}/desk/feedback`)
  const item = desk.getByRole('listitem').filter({ hasText: 'Filled two ticks away' })
  await expectNothingCutOff(desk)
  await expectNoBarriers(desk)
  await item.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(item).toContainText(`Acknowledged by ${broker.name}`)
  await item.getByRole('button', { name: 'Resolve' }).click()
  await desk.getByRole('textbox', { name: 'Why' }).fill('Fee waived')
  await desk.getByRole('button', { name: 'Resolve' }).last().click()
  await expect(item).toContainText('“Fee waived”')
  await desk.reload()
  await expect(desk.getByText('All that clients said is resolved.')).toBeVisible()
})

test('a call that is logged while an order is selected is about it, and the order says so', async ({ product, broker, desk }) => {
  const clientId = await product.clientOf(broker, 'Rhine Crush')
  await product.recordOrder(clientId)
  await desk.goto(`${product.url}/clients/${clientId}`)
  const order = desk.getByRole('button', { name: /Filled: buy 50 Wheat/ }).first()
  await order.click()
  await desk.keyboard.press('c')
  const panel = desk.getByRole('complementary', { name: 'Log a call' })
  await expect(panel).toContainText('About Buy 50 Wheat')
  await panel.getByLabel('Subject').fill('Why two ticks away')
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(panel).toBeHidden()
  await order.click()
  await expect(desk.getByRole('region', { name: 'What was said about it' })).toContainText('Why two ticks away')
})
