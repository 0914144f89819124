import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { checkAll } from './crash/check-api'
import { checkDatabase } from './crash/check-database'
import { expectedOf } from './crash/expected'
import { forgeLedger } from './crash/forge'
import { openLedger } from './crash/ledger'
import { startLoad, type Answered } from './crash/load'
import { layGround, type Ground } from './faults/ground'
import { faults as kinds, isSilence } from './faults/links'
import { startReader } from './faults/reader'
import { tryFault, type Told, type Trial } from './faults/trial'
import { seeded } from './lib/random'

/**
 * No fault on the way to a store makes an answer wrong: each of latency, resets, silence, slicing, little bandwidth and refusal is put on the link to Postgres and
 * on that to Cassandra, under a load of changes and readings; then Cassandra itself is killed for a while. What was acknowledged is there once, in order; whoever
 * waits is refused within two seconds; the service is back within five of the fault's end.
 * `--seconds N` (4) that a fault lasts, `--away N` (60) that Cassandra is dead, `--seed S` (1), `--only WORDS` for the trials whose names have them; `--forge lost|twice` puts something wrong into the ledger or past it,
 * `--forge unhealed` leaves each fault for eight seconds longer than it says; each must make the proof fail.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' }, away: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' }, forge: { type: 'string' },
  },
})
const random = seeded(Number(values.seed))
const token = 'faults-proof-administrator-token-0123456789'
const mostFaultsShown = 30

const found: string[] = []
const complain = (fault: string): void => {
  found.push(fault)
  if (found.length <= mostFaultsShown) console.log(`FAULT ${fault}`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-faults-'))
chmodSync(dataDir, 0o711)

function trialsOn({ links, cassandra }: Ground): Trial[] {
  const onLinks = (['postgres', 'cassandra'] as const).flatMap((store) =>
    kinds.map((fault): Trial => ({
      name: `${fault} to ${store}`, isSilent: isSilence(fault), lasts: Number(values.seconds) * 1_000, begin: () => links[store].put(fault), end: () => links[store].heal(),
    })),
  )
  const away = { name: 'cassandra killed', isSilent: true, lasts: Number(values.away) * 1_000, begin: async () => cassandra.kill(), end: () => cassandra.start() }
  return [...onLinks, away].filter(({ name }) => name.includes(values.only))
}

/** Makes a fault last longer than its end says. */
const unhealed = (trial: Trial): Trial => ({ ...trial, end: async () => void sleep(8_000).then(trial.end) })

const ofAll = (all: readonly Told[]) => ({
  slowestOpening: Math.max(...all.filter(({ isSilent }) => isSilent).map(({ longestWait }) => longestWait)),
  slowestHealing: Math.max(...all.map(({ healed }) => healed)),
})

async function prove(): Promise<object> {
  const ground = await layGround(dataDir, token)
  const ledger = openLedger(join(dataDir, 'ledger.jsonl'))
  const api = { url: ground.product.url, token }
  try {
    const writes: Answered[] = []
    const load = startLoad({ api, ledger, random: random.fork(), complain, word: `s${values.seed}`, answered: (one) => writes.push(one) })
    const reader = startReader({ api, ledger, random: random.fork(), complain })
    await load.back(Date.now() + 1_000)
    const told: Told[] = []
    for (const trial of trialsOn(ground)) {
      told.push(await tryFault(values.forge === 'unhealed' ? unhealed(trial) : trial, { api, ledger, load, writes, reader, complain }))
      console.log(JSON.stringify(told.at(-1)))
    }
    await reader.stop()
    await load.stop()
    await forgeLedger(values.forge, api, ledger)
    const expected = expectedOf(ledger.read(), complain)
    await checkAll(api, expected, complain)
    await checkDatabase(ground.databaseUrl, expected, complain)
    const interactions = [...expected.values()].reduce((sum, client) => sum + client.interactions.size, 0)
    return { tried: told.length, ...ofAll(told), ...load.counts, wholeReadings: reader.counts.whole, refusedReadings: reader.counts.refused, clients: expected.size, interactions }
  } finally {
    await ground.stop()
    await ledger.close()
  }
}

const told = await prove().catch((error: unknown) => {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return { tried: 0 }
})
if (found.length === 0) rmSync(dataDir, { recursive: true, force: true })
else console.log(`The data folder stays for a look at it: ${dataDir}`)
console.log(JSON.stringify({ proof: 'faults', ...told, failed: found.length, seed: Number(values.seed) }))
process.exit(found.length === 0 ? 0 : 1)
