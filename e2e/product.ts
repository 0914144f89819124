import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { operation } from '../apps/api/src/testing/contract'
import { launch, whenAnswers } from '../bench/lib/product'
import { freePort } from '../scripts/lib/ports.mjs'

/** A user of the firm who can sign in. */
export interface Colleague {
  id: string
  name: string
  email: string
  password: string
}

/** The product on an empty database, as `npm start` runs it. */
export interface Product {
  url: string
  /** Sends an operation of the contract over the API as the administrator, and gives the one thing that it answers with. @throws its errors. */
  send<Result = { id: string }>(name: string, variables: object): Promise<Result>
  /** A new user of one role. */
  colleague(name: string, role?: 'BROKER' | 'MANAGER' | 'COMPLIANCE' | 'ADMIN'): Promise<Colleague>
  /** A new client of a broker. */
  clientOf(owner: Colleague, displayName: string): Promise<string>
  /** A fill of wheat, recorded over the API at this instant. */
  recordOrder(clientId: string, given?: object): Promise<{ id: string; orderId: string }>
}

const token = 'browser-journeys-administrator-token-0123456789'
const password = 'a long enough passphrase'

async function startProduct(use: (product: Product) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-e2e-'))
  chmodSync(dataDir, 0o711)
  const running = launch({ dataDir, port: await freePort(4392), env: { BROKERSYNC_ADMIN_TOKEN: token } })
  try {
    await whenAnswers(`${running.url}/ready`, { within: 120_000, every: 100 })
    await use(productAt(running.url))
  } finally {
    await running.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Body<Result> {
  data?: Record<string, Result>
  errors?: unknown
}

function productAt(url: string): Product {
  const send: Product['send'] = async <Result>(name: string, variables: object) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: operation(name), variables }),
    })
    const { data, errors } = (await response.json()) as Body<Result> // GraphQL over HTTP: every answer has this shape.
    const [answer] = Object.values(data ?? {})
    if (errors !== undefined || answer === undefined) throw new Error(`${name}: ${JSON.stringify(errors)}`)
    return answer
  }
  return {
    url,
    send,
    async colleague(name, role = 'BROKER') {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}.${randomUUID().slice(0, 8)}@brokerage.example`
      const { id } = await send('CreateUser', { input: { name, email, roles: [role], password } })
      return { id, name, email, password }
    },
    async clientOf(owner, displayName) {
      const { id } = await send('CreateClient', { input: { kind: 'ORGANISATION', displayName, ownerId: owner.id, lifecycleStage: 'ACTIVE' } })
      return id
    },
    async recordOrder(clientId, given) {
      const orderId = randomUUID().slice(0, 8)
      const order = { orderId, status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '50', unit: 'LOT', price: '612.25', currency: 'USD' }
      const { id } = await send('RecordOrderEvent', { input: { clientId, occurredAt: new Date().toISOString(), ...order, ...given } })
      return { id, orderId }
    },
  }
}

/** Signs in as the page does, without its form. */
export async function signIn(context: BrowserContext, product: Product, { email, password: secret }: Colleague): Promise<Page> {
  const answer = await context.request.post(`${product.url}/api/auth/sign-in/email`, { data: { email, password: secret } })
  expect(answer.status()).toBe(200)
  return context.newPage()
}

interface Fixtures {
  /** A broker whom nobody knows yet. */
  broker: Colleague
  /** A page on which the broker is signed in; no error of the page may go unseen. */
  desk: Page
}

/** A test on the product, which starts once for all journeys of a run. */
export const test = base.extend<Fixtures, { product: Product }>({
  product: [async ({ browserName: _ }, use) => startProduct(use), { scope: 'worker', timeout: 180_000 }],
  broker: async ({ product }, use) => use(await product.colleague('Ruth Calder')),
  desk: async ({ context, product, broker }, use) => {
    const page = await signIn(context, product, broker)
    const thrown: string[] = []
    page.on('pageerror', (error) => thrown.push(error.message))
    await use(page)
    expect(thrown).toEqual([])
  },
})

export { expect }
