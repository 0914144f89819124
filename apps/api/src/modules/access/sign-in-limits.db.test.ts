import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { createSignInLimits, type Admission, type SignInLimits } from './sign-in-limits'

const app: App = await startApp({ modules: ['access'] })
afterAll(() => app.stop())

let limits: SignInLimits
const make = () => createSignInLimits({ database: app.runtime.database, keys: app.runtime.keys })
const sql = async (text: string) => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  await client.query(text).finally(() => client.end())
}
/** As if so much time had gone by, to a process that remembers nothing. */
const later = async (interval: string) => {
  await sql(`UPDATE access.sign_in_try SET until = until - interval '${interval}'`)
  limits = make()
}

beforeEach(async () => {
  await sql('TRUNCATE access.sign_in_try')
  limits = make()
})

const ada = { address: '192.0.2.1', email: 'ada@brokerage.example', device: null }
const atHome = { ...ada, address: '198.51.100.7', device: 'her own browser' }
const isIn = ({ admitted }: Admission) => admitted

async function times(count: number, attempt: (index: number) => Promise<Admission>): Promise<number> {
  let admitted = 0
  for (let index = 0; index < count; index += 1) if (isIn(await attempt(index))) admitted += 1
  return admitted
}
const fromElsewhere = (index: number) => limits.admit({ ...ada, address: `203.0.${Math.floor(index / 5) >> 8}.${Math.floor(index / 5) & 255}` })

test('ten refused tries in a minute are let through, and no more', async () => {
  expect(await times(15, () => limits.admit(ada))).toBe(10)
  const refused = await limits.admit(ada)
  expect(refused.admitted ? 0 : refused.retryAfter).toBeGreaterThan(50)
  await later('1 minute')
  expect(isIn(await limits.admit(ada))).toBe(true)
})

test('they are counted by all processes together, also at once', async () => {
  const other = make()
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => (index % 2 ? limits : other).admit(ada)))
  expect(answers.filter(isIn).length).toBe(10)
})

test('fifty refused tries in a day are let through, and no more', async () => {
  for (let round = 0; round < 5; round += 1) {
    expect(await times(10, () => limits.admit(ada))).toBe(10)
    await later('1 minute')
  }
  const last = await limits.admit(ada)
  expect(last.admitted ? 0 : last.retryAfter).toBeGreaterThan(3_600)
})

test('an address that tries many accounts is stopped, and all of an IPv6 network is one address', async () => {
  expect(await times(110, (index) => limits.admit({ ...ada, address: `2001:db8::${index}`, email: `${index}@brokerage.example` }))).toBe(100)
  expect(isIn(await limits.admit({ ...ada, address: '2001:db8:0:1::1' }))).toBe(true)
})

test('tries from many addresses together are let through a hundred times an hour', async () => {
  expect(await times(120, fromElsewhere)).toBe(100)
  await later('1 hour')
  expect(isIn(await fromElsewhere(500))).toBe(true)
})

test('strangers never lock a user out of a browser at which it has signed in', async () => {
  await times(200, fromElsewhere)
  expect(isIn(await limits.admit(ada))).toBe(false)
  expect(isIn(await limits.admit(atHome))).toBe(true)
})

test('tries that were refused anyway shut nobody else out', async () => {
  await times(500, () => limits.admit(ada))
  expect(isIn(await fromElsewhere(0))).toBe(true)
})

test('a known browser has its own limit', async () => {
  expect(await times(15, () => limits.admit(atHome))).toBe(10)
  expect(isIn(await limits.admit(ada))).toBe(true)
})

test('tries that succeed do not count', async () => {
  for (let round = 0; round < 30; round += 1) {
    const admission = await limits.admit(ada)
    expect(isIn(admission)).toBe(true)
    if (admission.admitted) await admission.succeeded()
  }
})

test('what counts no more is forgotten', async () => {
  await limits.admit(atHome)
  await later('2 days')
  await limits.forget()
  expect(await app.runtime.database.query('SELECT 1 FROM access.sign_in_try')).toHaveLength(0)
})
