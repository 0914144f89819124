import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { send } from '../apps/api/src/testing/app'
import { operation } from '../apps/api/src/testing/contract'
import { act, person } from '../apps/api/src/testing/people'
import { createKeys } from '../apps/api/src/platform/keys/keys'
import { openRootFile } from '../apps/api/src/platform/keys/root-key'
import { openDatabase } from '../apps/api/src/platform/postgres/database'
import { createLogger } from '../apps/api/src/platform/telemetry/logger'
import { chromiumOptions } from '../scripts/lib/chromium.mjs'
import { freePort } from '../scripts/lib/ports.mjs'
import { startPostgres } from '../scripts/services/postgres.mjs'
import { launch, whenAnswers } from './lib/product'
import { publish, type Finding } from './lib/results'
import { figureOf, inTurn, ratioOf } from './lib/runner'
import { freshContext, measured, openBare, openOurs } from './timeline-ui/contenders'
import { seed, type Seeded } from './timeline-ui/seed'

// `--quick` looks whether all runs; its figures are worth nothing, and RESULTS.md stays as it is.
const quick = process.argv.includes('--quick')
const rounds = quick ? 1 : 5
const sizes = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000]
/** More than this vis-timeline by itself does not come to show in a minute. */
const mostBare = 10_000

const root = fileURLToPath(new URL('../', import.meta.url))
const token = 'timeline-bench-administrator-token-0123456789'
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-timeline-ui-'))
chmodSync(dataDir, 0o711)
const day = 86_400_000
const to = Math.floor(Date.now() / day) * day
const years = { from: to - 10 * 365 * day, to }

const postgres = await startPostgres({ dataDir })
const product = launch({ dataDir, port: await freePort(4400), env: { DATABASE_URL: postgres.url, BROKERSYNC_ADMIN_TOKEN: token } })
await whenAnswers(`${product.url}/ready`, { within: 120_000, every: 100 })
const database = openDatabase(postgres.url, { size: 4, logger: createLogger('error') })
const app = { served: { address: product.url }, send: (query: string, variables: object = {}, by: string | null = token) => send(product.url, query, variables, by) }
const browser = await chromium.launch(chromiumOptions())

async function clients(): Promise<{ cookie: string; all: Seeded[] }> {
  const keys = await createKeys(database, await openRootFile(join(dataDir, 'keys'), undefined))
  const broker = await person(app, { role: 'BROKER' })
  const all: Seeded[] = []
  for (const count of sizes) {
    const begun = performance.now()
    const clientId = (await act(app, operation('CreateClient'), { kind: 'ORGANISATION', displayName: `Client of ${count}`, ownerId: broker.id })) as ClientId
    const one = { clientId, authorId: broker.id as UserId, count }
    await seed({ database, keys, configDir: join(root, 'config') }, one, years)
    all.push(one)
    console.log(`${count.toLocaleString('en')} interactions kept in ${Math.round((performance.now() - begun) / 1_000)} s`)
  }
  await database.query('VACUUM ANALYZE')
  return { cookie: broker.token, all }
}

const nameOf = (count: number) => `ours, ${count.toLocaleString('en')}`
const bareOf = (count: number) => `vis-timeline alone, ${count.toLocaleString('en')}`

try {
  const { cookie, all } = await clients()
  const signedIn = async () => {
    const context = await freshContext(browser)
    const [name = '', value = ''] = cookie.split('=', 2)
    await context.addCookies([{ name, value, url: product.url }])
    return context
  }
  const ours = (one: Seeded) => measured(nameOf(one.count), browser, signedIn, (context) => openOurs(context, product.url, one))
  const bare = (one: Seeded) => measured(bareOf(one.count), browser, () => freshContext(browser), (context) => openBare(context, one, years))
  const compared = new Map<number, Awaited<ReturnType<typeof inTurn>>>()
  for (const one of all) compared.set(one.count, await inTurn(one.count <= mostBare ? [ours(one), bare(one)] : [ours(one)], { rounds }))
  const [large, peer] = [all.at(-1)?.count ?? 0, Math.min(mostBare, all.at(-1)?.count ?? 0)]
  const of = (count: number, figure: string) => figureOf(compared.get(count) ?? new Map(), nameOf(count), figure)
  const [painted, frame, nodes] = [of(large, 'ms to paint'), of(large, 'p99 ms a frame'), of(large, 'DOM nodes')]
  const against = `${large.toLocaleString('en')} interactions`
  const findings: [Finding, ...Finding[]] = [
    { what: 'main thread in a frame, p99, ms', figure: frame, against, goal: { text: '≤ 16.7', met: frame.median <= 16.7 } },
    { what: 'first useful paint, ms', figure: painted, against, goal: { text: '≤ 1,000', met: painted.median <= 1_000 } },
    { what: 'DOM nodes of the whole page', figure: nodes, against, goal: { text: '≤ 1,500', met: nodes.median <= 1_500 } },
    { what: `main thread in a frame of vis-timeline with ${peer.toLocaleString('en')}, p99, × ours`, figure: ratioOf(compared.get(peer) ?? new Map(), [bareOf(peer), nameOf(peer)], 'p99 ms a frame'), against: 'vis-timeline alone, all items given' },
  ]
  const about = `A client's page in Chromium at 1,440 × 900, with ${sizes.map((size) => size.toLocaleString('en')).join(', ')} interactions evenly over ten years, signed in, nothing cached, server and browser on the same machine. Each run opens it anew: painted once
the lanes, the strip of all time and the list beside them are drawn. Then one path of mouse movements over the lanes: 8 drags, 25 clicks of the wheel inwards, 45 outwards, 20 inwards. What the main thread does
is taken from Chromium's own trace, frame by frame of 16.7 ms, while the trace itself costs some of it. vis-timeline alone is given all items at once, in the page, without a server, keys or details;
more than ${mostBare.toLocaleString('en')} are not asked of it.`
  const comparisons = [...compared].map(([count, rounds]) => ({ title: `${count.toLocaleString('en')} interactions`, rounds }))
  publish({ bench: 'timeline-ui', about, findings, comparisons }, { write: !quick })
} finally {
  await browser.close()
  await database.close()
  await product.stop()
  await postgres.stop()
  await postgres.ended
  rmSync(dataDir, { recursive: true, force: true })
}
