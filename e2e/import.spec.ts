import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { itemsOn } from './client-page'
import { peopleIn, type People } from './people'
import { expect, test } from './product'

let folder: string
let people: People

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brokersync-people-'))
  people = peopleIn(folder)
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const figure = (progress: Locator, name: string): Locator => progress.locator('dl > div').filter({ has: progress.page().getByText(name, { exact: true }) }).getByRole('definition')

/** Chooses one of a list's values, as by typing its beginning. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).or(page.getByRole('textbox', { name: label, exact: true })).click()
  await page.getByRole('option', { name: option }).click()
}

async function importFile(page: Page, kind: 'Clients' | 'Orders', file: string, fill: () => Promise<void>): Promise<Locator> {
  await page.getByRole('radiogroup', { name: 'What the file holds' }).getByText(kind, { exact: true }).click()
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByRole('heading', { name: /^First \d+ rows$/ })).toBeVisible()
  await fill()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const progress = page.getByRole('region', { name: 'This import' })
  await expect(progress.getByText(/^Imported/)).toBeVisible({ timeout: 60_000 })
  return progress
}

test('a broker signs in, brings the clients and their orders over, finds one and sees what it bought', async ({ page, product, broker }) => {
  await page.goto(product.url)
  await page.getByLabel('Email').fill(broker.email)
  await page.getByLabel('Password', { exact: true }).fill(broker.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('You look after no clients yet.')).toBeVisible()

  await page.getByRole('link', { name: 'Import a file' }).click()
  const clients = await importFile(page, 'Clients', people.clients, () => page.getByLabel('Country').fill('Australia'))
  await expect(figure(clients, 'Created')).toHaveText(String(people.rows.clients))
  await expect(figure(clients, 'Rejected')).toHaveText('0')

  const orders = await importFile(page, 'Orders', people.orders, async () => {
    await choose(page, 'Side', 'Buy')
    await choose(page, 'Commodity', 'Wheat (WHEAT)')
    await choose(page, 'Instrument', 'Spot')
    await page.getByLabel('Unit', { exact: true }).fill('BU')
    await page.getByLabel('Currency').fill('USD')
  })
  await expect(figure(orders, 'Created')).toHaveText(String(people.rows.orders))
  await expect(figure(orders, 'Rejected')).toHaveText('0')

  await page.getByRole('link', { name: 'Clients' }).first().click()
  await expect(page.getByRole('heading', { name: /^My clients/ })).toContainText(String(people.rows.clients))
  await page.getByRole('searchbox', { name: /Search by name/ }).fill(people.busiest.name)
  await expect(page.getByRole('grid', { name: 'Clients' }).getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: people.busiest.name }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(people.busiest.name)
  await expect(itemsOn(page).first()).toContainText(/Filled: buy .+ Wheat/)
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText(`${people.busiest.orders} items`)
})

test('the same file once more changes nothing', async ({ desk, product }) => {
  await desk.goto(`${product.url}/import`)
  const country = () => desk.getByLabel('Country').fill('Australia')
  const first = await importFile(desk, 'Clients', people.clients, async () => {
    await desk.getByLabel('Source').fill('second-source')
    await country()
  })
  await expect(figure(first, 'Created')).toHaveText(String(people.rows.clients))
  const again = await importFile(desk, 'Clients', people.clients, async () => {
    await desk.getByLabel('Source').fill('second-source')
    await country()
  })
  await expect(figure(again, 'Unchanged')).toHaveText(String(people.rows.clients))
  await expect(figure(again, 'Created')).toHaveText('0')
})
