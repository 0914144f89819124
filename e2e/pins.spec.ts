import { itemsOn, openClient } from './client-page'
import { expect, test } from './product'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

test('what is pinned stays named in its place from a year away, over the counts of its lane, and is opened there', async ({ desk, product, broker }) => {
  const clientId = await product.clientOf(broker, 'Hargreave Grain Ltd')
  const interactions = Array.from({ length: 450 }, (_, index) => ({ note: { clientId, occurredAt: daysAgo(12 + index * 0.6), body: `Remark ${index}` } }))
  await product.send('RecordInteractions', { input: { interactions: [...interactions, { note: { clientId, occurredAt: daysAgo(11), body: 'Margin call by noon' } }] } })
  await openClient(desk, product, clientId)
  await itemsOn(desk).filter({ hasText: 'Margin call by noon' }).click()
  const detail = desk.getByRole('region', { name: 'Selected item' })
  await detail.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(desk.getByRole('list', { name: 'Pinned' })).toContainText('Margin call by noon')
  await detail.getByRole('button', { name: 'Close' }).click()

  const timeline = desk.getByRole('region', { name: 'Timeline' })
  const pin = timeline.getByRole('option', { name: /^Margin call by noon, pinned/ })
  await desk.keyboard.press('5')
  await expect(timeline.getByRole('option')).toHaveCount(1)
  await expect(pin.getByText('Margin call by noon')).toBeVisible()
  await pin.click({ position: { x: 5, y: 14 } })
  await expect(detail).toContainText('Margin call by noon')
  await detail.getByRole('button', { name: 'Unpin' }).click()
  await detail.getByRole('button', { name: 'Close' }).click()
  await expect(pin).toBeHidden()
})
