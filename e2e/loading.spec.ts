import { expect, test } from './product'

for (const path of ['/clients', '/clients/0190f3d2-0001-7000-8000-000000000001'])
  test(`with the page at ${path.replace(/[0-9a-f-]{36}/, '…')} come the addresses of the bundles that it will need, and they are there`, async ({ product, request }) => {
    const page = await request.get(product.url + path, { headers: { accept: 'text/html' } })
    const told = [...(page.headers()['link'] ?? '').matchAll(/<([^>]+)>; rel=(modulepreload|preload)/g)].map(([, address = '']) => address)
    expect(told.length).toBeGreaterThan(3)
    const types = await Promise.all(told.map(async (address) => (await request.get(product.url + address)).headers()['content-type']))
    expect(types.filter((type) => !/javascript|css/.test(type ?? ''))).toEqual([])
  })

test('a screen comes with the questions that it asks itself, and not with those of others', async ({ product, request }) => {
  const scriptsOf = async (path: string) => {
    const page = await request.get(product.url + path, { headers: { accept: 'text/html' } })
    const addresses = `${page.headers()['link']} ${await page.text()}`.match(/\/assets\/[\w-]+\.js/g) ?? []
    return (await Promise.all([...new Set(addresses)].map(async (address) => (await request.get(product.url + address)).text()))).join('\n')
  }
  const asked = async (path: string) => scriptsOf(path).then((scripts) => ['SignedInPerson', 'PinnedEntries'].filter((name) => scripts.includes(name)))
  expect(await asked('/clients')).toEqual(['SignedInPerson'])
  expect(await asked('/clients/0190f3d2-0001-7000-8000-000000000001')).toEqual(['SignedInPerson', 'PinnedEntries'])
})

test('what a client’s page is told to fetch early it uses', async ({ product, broker, desk }) => {
  const warned: string[] = []
  desk.on('console', (message) => void (/preload/.test(message.text()) && warned.push(message.text())))
  await desk.goto(`${product.url}/clients/${await product.clientOf(broker, 'Preloaded Mills')}`)
  await expect(desk.getByRole('heading', { name: 'Preloaded Mills' })).toBeVisible()
  await desk.waitForLoadState('networkidle')
  expect(warned).toEqual([])
})
