import { expectNoBarriers, expectNothingCutOff } from './barriers'
import { itemsOn, openClient } from './client-page'
import { expect, test } from './product'

test('a person is related to another, and their household is read as one timeline that moves for both', async ({ product, broker, desk }) => {
  const person = async (displayName: string) => (await product.send('CreateClient', { input: { kind: 'INDIVIDUAL', displayName, ownerId: broker.id } })).id
  const [ada, ben] = [await person('Ada Quist'), await person('Ben Quist')]
  const noted = (clientId: string, body: string) => product.send('AddNote', { input: { clientId, body, occurredAt: new Date().toISOString() } })
  await noted(ben, 'Wants to hedge barley')
  // Each has an order of the same id: an id is its client's own.
  const lastWeek = new Date(Date.now() - 6 * 86_400_000).toISOString()
  await product.recordOrder(ada, { orderId: 'H-1', status: 'PLACED', quantity: '20', occurredAt: lastWeek })
  await product.recordOrder(ben, { orderId: 'H-1', status: 'PLACED', quantity: '5', occurredAt: lastWeek })
  await openClient(desk, product, ada)
  await desk.getByRole('button', { name: 'More', exact: true }).click()
  await desk.getByRole('menuitem', { name: 'Relations' }).click()
  const drawer = desk.getByRole('dialog', { name: 'Relations' })
  await drawer.getByRole('combobox', { name: 'Whom' }).fill('Ben Q')
  await desk.getByRole('option', { name: /Ben Quist/ }).first().click()
  await drawer.getByRole('textbox', { name: 'Note' }).fill('Married')
  await drawer.getByRole('button', { name: 'Record' }).click()
  await expect(drawer.getByRole('listitem')).toContainText('Lives with Ben Quist')
  await expectNoBarriers(desk)
  await expectNothingCutOff(desk)
  await desk.keyboard.press('Escape')

  await desk.getByRole('button', { name: /^Household/ }).click()
  await expect(itemsOn(desk).filter({ hasText: 'Wants to hedge barley' })).toContainText('Ben Quist')
  await expect(desk).toHaveURL(/with=household/)
  const marks = desk.getByRole('region', { name: 'Timeline' }).getByRole('option')
  await expect(marks.filter({ hasText: 'Buy 20 Wheat' })).toBeVisible()
  await expect(marks.filter({ hasText: 'Buy 5 Wheat' })).toBeVisible()
  // What happens with the other comes in live.
  await noted(ben, 'Called back about malt')
  await expect(itemsOn(desk).filter({ hasText: 'Called back about malt' })).toContainText('Ben Quist')
  await itemsOn(desk).filter({ hasText: 'Wants to hedge barley' }).click()
  await expect(desk.getByRole('region', { name: 'Selected item' }).getByRole('link', { name: 'Ben Quist' })).toBeVisible()
  await expectNoBarriers(desk)

  await desk.getByRole('button', { name: 'Client', exact: true }).click()
  await expect(itemsOn(desk).filter({ hasText: 'Wants to hedge barley' })).toHaveCount(0)
})
