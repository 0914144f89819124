import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { launch, whenAnswers, whenLaunched, type Product } from '../bench/lib/product'
import { percentile } from '../bench/lib/runner'
import { freePort } from '../scripts/lib/ports.mjs'
import { runningPostgres } from '../scripts/services/postgres.mjs'
import { checkAll, checkLate } from './crash/check-api'
import { checkDatabase } from './crash/check-database'
import { expectedOf } from './crash/expected'
import { forgeLedger } from './crash/forge'
import { kill, kinds, needsStart, planKills, type Kind } from './crash/kills'
import { openLedger, type Ledger } from './crash/ledger'
import { startLoad, type Load } from './crash/load'
import { seeded } from './lib/random'

/**
 * Nothing that was acknowledged is lost, and nothing happens twice, however often the product and its database are killed under load.
 * `--kills N` (60), `--seed S` (1); `--forge lost|twice` puts something wrong into the ledger or past it, and must make the proof fail.
 */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' }, forge: { type: 'string' } } })
const kills = Number(values.kills)
const random = seeded(Number(values.seed))
const token = 'crash-proof-administrator-token-0123456789'
const port = await freePort(4390)
const mostToComeBack = 5_000
const mostFaultsShown = 30

const faults: string[] = []
const complain = (fault: string): void => {
  faults.push(fault)
  if (faults.length <= mostFaultsShown) console.log(`FAULT ${fault}`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-crash-'))
chmodSync(dataDir, 0o711)

const start = (): Product => launch({ dataDir, port, env: { BROKERSYNC_ADMIN_TOKEN: token, LOG_LEVEL: 'error' } })

interface Fall {
  kind: Kind
  milliseconds: number
}

/** Kills once, has started again what needs it, and waits till every lane of the load is served. */
async function fall(kind: Kind, product: Product, load: Load): Promise<{ product: Product; fall: Fall }> {
  await whenLaunched(product, 10_000)
  const since = Date.now()
  await kill(kind, product, random)
  const next = needsStart(kind) ? start() : product
  // What a killed start left behind serves on; it is the new one that has to be reached.
  if (needsStart(kind)) await whenLaunched(next, 30_000)
  await load.back(needsStart(kind) ? Date.now() : since)
  const milliseconds = Date.now() - since
  if (milliseconds > mostToComeBack) complain(`after the kill of ${kind} the product was back only after ${milliseconds} ms`)
  return { product: next, fall: { kind, milliseconds } }
}

async function killAndCheck(product: Product, ledger: Ledger, load: Load): Promise<{ product: Product; falls: Fall[] }> {
  const next = planKills(random)
  const falls: Fall[] = []
  let current = product
  let checked = 0
  for (let count = 1; count <= kills; count += 1) {
    await sleep(random.between(200, 1_200))
    const kind = next()
    const outcome = await fall(kind, current, load)
    current = outcome.product
    falls.push(outcome.fall)
    const entries = ledger.read()
    await checkLate({ url: current.url, token }, entries.slice(checked), complain)
    console.log(`${count}: ${kind} killed, back after ${outcome.fall.milliseconds} ms; ${entries.length - checked} more acknowledged are there`)
    checked = entries.length
  }
  return { product: current, falls }
}

function distribution(falls: readonly Fall[]): Record<string, { kills: number; p50: number; max: number }> {
  const of = (kind: Kind) => falls.filter((one) => one.kind === kind).map(({ milliseconds }) => milliseconds)
  const told = kinds.map((kind) => [kind, of(kind)] as const).filter(([, all]) => all.length > 0)
  return Object.fromEntries(told.map(([kind, all]) => [kind, { kills: all.length, p50: percentile(all, 0.5), max: percentile(all, 1) }]))
}

async function prove(): Promise<object> {
  let product = start()
  const ledger = openLedger(join(dataDir, 'ledger.jsonl'))
  const api = { url: product.url, token }
  try {
    await whenAnswers(`${product.url}/ready`, { within: 120_000 })
    const load = startLoad({ api, ledger, random: random.fork(), complain, word: `s${values.seed}` })
    const killed = await killAndCheck(product, ledger, load)
    product = killed.product
    await load.stop()
    await forgeLedger(values.forge, api, ledger)
    const expected = expectedOf(ledger.read(), complain)
    await checkAll(api, expected, complain)
    await checkDatabase((await runningPostgres(dataDir)) ?? '', expected, complain)
    const interactions = [...expected.values()].reduce((sum, client) => sum + client.interactions.size, 0)
    return { ...load.counts, clients: expected.size, interactions, backInMilliseconds: distribution(killed.falls) }
  } finally {
    await product.stop()
    await ledger.close()
  }
}

const told = await prove().catch((error: unknown) => {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return {}
})
if (faults.length === 0) rmSync(dataDir, { recursive: true, force: true })
else console.log(`The data folder stays for a look at it: ${dataDir}`)
console.log(JSON.stringify({ proof: 'crash', tried: kills, failed: faults.length, seed: Number(values.seed), ...told }))
process.exit(faults.length === 0 ? 0 : 1)
