import type { Page } from '@playwright/test'
import { expectNoBarriers, expectNothingCutOff } from './barriers'
import { itemsOn, panelOn } from './client-page'
import { expect, test, type Colleague, type Product } from './product'

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

/** A client with something in every lane, over some months. */
async function busyClient(product: Product, owner: Colleague): Promise<string> {
  const clientId = await product.clientOf(owner, 'Hargreave Grain Ltd')
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const interactions = Array.from({ length: 40 }, (_, day) => [
    { note: { clientId, occurredAt: daysAgo(day * 3 + 0.5), body: `Note of day ${day}` } },
    { communication: { clientId, occurredAt: daysAgo(day * 2), channel: day % 2 ? 'CALL' : 'EMAIL', direction: 'INBOUND', subject: `About shipment ${day}` } },
    { orderEvent: { clientId, occurredAt: daysAgo(day * 4), orderId: `o${day}`, executionId: `e${day}`, status: 'FILLED', side: day % 3 ? 'BUY' : 'SELL', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '50', unit: 'LOT', price: '612.25', currency: 'USD' } },
  ]).flat()
  await product.send('RecordInteractions', { input: { interactions } })
  await product.send('RecordFeedback', { input: { clientId, occurredAt: daysAgo(9), rating: 4, topic: 'EXECUTION', body: 'Quick fills' } })
  await product.send('RecordClientEvent', { input: { clientId, occurredAt: daysAgo(30), eventType: 'STRATEGY_CHANGED', description: 'From spot to futures' } })
  return clientId
}

/** Each page, how it is reached, and when it is all there. */
const screens: readonly { name: string; open: (page: Page, product: Product, clientId: string) => Promise<void> }[] = [
  {
    name: 'clients',
    open: async (page, product) => {
      await page.goto(`${product.url}/clients`)
      await expect(page.getByRole('link', { name: 'Hargreave Grain Ltd' })).toBeVisible()
    },
  },
  {
    name: 'client',
    open: async (page, product, clientId) => {
      await page.goto(`${product.url}/clients/${clientId}`)
      await expect(itemsOn(page).first()).toBeVisible()
      // A phone has the list alone.
      if (page.viewportSize()?.width !== sizes.phone.width) await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('122 items')
    },
  },
  {
    name: 'log a call',
    open: async (page, product, clientId) => {
      await page.goto(`${product.url}/clients/${clientId}`)
      await page.getByRole('group', { name: 'Record' }).getByRole('button', { name: 'Call' }).locator('visible=true').click()
      await expect(panelOn(page, 'Log a call')).toBeVisible()
    },
  },
  {
    name: 'import',
    open: async (page, product) => {
      await page.goto(`${product.url}/import`)
      await expect(page.getByRole('heading', { name: 'Import', exact: true })).toBeVisible()
    },
  },
]

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every page on a ${size}, ${colorScheme}: no barriers, nothing cut off`, async ({ desk, product, broker }, info) => {
      const clientId = await busyClient(product, broker)
      await desk.setViewportSize(viewport)
      await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const { name, open } of screens) {
        await test.step(name, async () => {
          await open(desk, product, clientId)
          await desk.waitForLoadState('networkidle')
          await desk.screenshot({ path: info.outputPath(`${name} ${size} ${colorScheme}.png`) })
          await expectNothingCutOff(desk)
          await expectNoBarriers(desk)
        })
      }
    })
  }
}

test('the way in has no barriers either, light and dark', async ({ page, product }, info) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${product.url}/sign-in`)
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    await page.screenshot({ path: info.outputPath(`sign in ${colorScheme}.png`) })
    await expectNoBarriers(page)
  }
})

/** What of the strip at a glance runs out of it or into the next cell, and what is cut without its whole in a title. */
const lostOfTheStrip = `(() => {
  const strip = document.querySelector('[aria-label="At a glance"]')
  const runsOut = (box, room) => box.right > room.right + 1
  const cells = [...strip.children]
  return [
    ...cells.filter((cell) => runsOut(cell.getBoundingClientRect(), strip.getBoundingClientRect())),
    ...cells.flatMap((cell) => [...cell.querySelectorAll('*')].filter((part) => runsOut(part.getBoundingClientRect(), cell.getBoundingClientRect()))),
    ...[...strip.querySelectorAll('*')].filter((part) => getComputedStyle(part).textOverflow === 'ellipsis' && part.scrollWidth > part.clientWidth && !part.closest('[title]')),
  ].map((part) => part.innerText)
})()`

test('all that is known of a client at a glance fits, whatever the width; a number is shown whole or left out', async ({ desk, product, broker }) => {
  const { id } = await product.send('CreateClient', {
    input: {
      kind: 'ORGANISATION', displayName: 'Castell Olive Oils', ownerId: broker.id, lifecycleStage: 'ACTIVE',
      contact: { phones: [{ number: '+442079460100', label: 'WORK', primary: true }], emails: [{ address: 'office@castell-olive-oils-vegetable-fats.example', label: 'WORK', primary: true }], addresses: [] },
      communicationPreferences: { channels: ['CALL', 'EMAIL'], timesOfDay: ['MORNING'], frequency: 'QUARTERLY', language: 'en-GB', timeZone: 'Europe/Madrid' },
      tradingPreferences: { commodities: ['WHEAT', 'CORN', 'SOYBEAN'], instruments: ['FUTURE'], orderTypes: ['LIMIT'] },
      risk: { tolerance: 'MODERATE', score: 55, horizon: 'MEDIUM_TERM', assessedOn: '2026-03-31' },
      goals: [{ title: 'Hedge 40% of the 2027 harvest', horizon: 'LONG_TERM', commodity: 'WHEAT', targetValue: '40000', currentValue: '12500', dueOn: '2027-06-30', kind: 'COMMODITY_TARGET', unit: 'TONNE' }],
    },
  })
  for (const [commodity, price] of [['WTI', '70'], ['CORN', '600'], ['SOYBEAN', '900']]) await product.recordOrder(id, { commodity, price, contractMonth: '2027-03' })
  await product.send('LogCommunication', { input: { clientId: id, occurredAt: new Date().toISOString(), channel: 'CALL', direction: 'INBOUND', subject: 'December position' } })
  await desk.goto(`${product.url}/clients/${id}`)
  const exposure = desk.getByRole('group', { name: 'At a glance' }).locator('section').filter({ hasText: 'Exposure, net long' })
  await expect(exposure).toContainText(/WTI \d+/)
  for (const width of [1920, 1440, 1280, 1100, 900]) {
    await desk.setViewportSize({ width, height: 900 })
    await expect.poll(() => desk.evaluate<string[]>(lostOfTheStrip), `at ${width} pixels`).toEqual([])
  }
})
