import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { ClientId } from '@brokersync/schema/ids'
import { createPostgresInteractionStore } from '../apps/api/src/modules/interactions/store/postgres-interaction.store'
import { loadCommodities } from '../apps/api/src/platform/firm/commodities'
import { createKeys } from '../apps/api/src/platform/keys/keys'
import { openRootFile } from '../apps/api/src/platform/keys/root-key'
import { openDatabase } from '../apps/api/src/platform/postgres/database'
import { migrate } from '../apps/api/src/platform/postgres/migrate'
import { createLogger } from '../apps/api/src/platform/telemetry/logger'
import { startPostgres } from '../scripts/services/postgres.mjs'
import { publish, type Finding } from './lib/results'
import { figureOf, inTurn, percentile, ratioOf, type Contender } from './lib/runner'
import { decryptingAll, hashOf, ours, plain, type Search } from './search/contenders'
import { clientsOf, searches } from './search/data'
import { seed } from './search/seed'

// `--quick` looks whether all runs; its figures are worth nothing, and RESULTS.md stays as it is.
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, interactions: { type: 'string' } } })
const { quick } = values
const count = Number(values.interactions ?? (quick ? 20_000 : 200_000))
const [rounds, each] = quick ? [1, 3] : [5, 20]

const root = fileURLToPath(new URL('../', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-search-'))
chmodSync(dataDir, 0o711)
// What is filled in here need not outlast the bench; reading knows none of it.
const postgres = await startPostgres({ dataDir, settings: { fsync: 'off', synchronous_commit: 'off', max_wal_size: '8GB', maintenance_work_mem: '512MB' } })
await migrate(postgres.url, ['keys', 'interactions'], join(root, 'prisma'))
const database = openDatabase(postgres.url, { size: 4, logger: createLogger('error') })
const parts = {
  database,
  keys: await createKeys(database, await openRootFile(join(dataDir, 'keys'), undefined)),
  commodities: await loadCommodities(join(root, 'config')),
  store: createPostgresInteractionStore(database),
}
const bare = new pg.Client({ connectionString: postgres.url })
await bare.connect()

/** Runs all searches one after the other; each kind's median beside the whole. */
const contender = (name: string, { search, clientId, each: some }: { search: Search; clientId: ClientId | null; each: number }): Contender => ({
  name,
  async run() {
    const found: string[][] = []
    const all: number[] = []
    const medians: Record<string, number> = {}
    for (const [kind, words] of searches(some)) {
      const took: number[] = []
      for (const one of words) {
        const begun = performance.now()
        found.push(await search(one, clientId))
        took.push(performance.now() - begun)
      }
      all.push(...took)
      medians[`ms ${kind}`] = percentile(took, 0.5)
    }
    return { answer: hashOf(found), figures: { 'p50 ms': percentile(all, 0.5), 'p95 ms': percentile(all, 0.95), 'ms all': all.reduce((sum, ms) => sum + ms, 0), ...medians } }
  },
})

const names = { ours: 'ours', plain: 'plain text, tsvector and GIN', all: 'decrypting all' }

try {
  const begun = performance.now()
  await seed(parts, count)
  console.log(`${count.toLocaleString('en')} interactions kept in ${Math.round((performance.now() - begun) / 1_000)} s`)
  // Both are of the team.
  const [busy, calm] = [clientsOf(count)[2], clientsOf(count)[9]]
  if (busy === undefined || calm === undefined) throw new Error('Too few clients')
  const product = ours(parts)
  const pair = (clientId: ClientId | null) => [contender(names.ours, { search: product.search, clientId, each }), contender(names.plain, { search: plain(bare), clientId, each })]
  const everywhere = await inTurn(pair(null), { rounds })
  const inOne = await inTurn(pair(busy.id), { rounds })
  const opened = await inTurn([contender(names.ours, { search: product.search, clientId: calm.id, each: 1 }), contender(names.all, { search: decryptingAll(parts), clientId: calm.id, each: 1 })], { rounds })
  product.close()
  const [{ n } = { n: 1 }] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM interactions.item WHERE client_id = $1', [calm.id])
  const [ratio, ratioInOne] = [everywhere, inOne].map((rounds) => ratioOf(rounds, [names.ours, names.plain], 'ms all')) as [Finding['figure'], Finding['figure']]
  const [p95, p95InOne] = [figureOf(everywhere, names.ours, 'p95 ms'), figureOf(inOne, names.ours, 'p95 ms')]
  const decrypting = figureOf(opened, names.all, 'p50 ms')
  const scale = (figure: number) => (figure * count) / n / 1_000
  const findings: [Finding, ...Finding[]] = [
    { what: 'time of all searches across clients, × plain', figure: ratio, against: names.plain, goal: { text: '≤ 1.2', met: ratio.median <= 1.2 } },
    { what: 'search across clients, p95, ms', figure: p95, against: 'one after the other', goal: { text: '≤ 50', met: p95.median <= 50 } },
    { what: 'time of all searches in one client, × plain', figure: ratioInOne, against: names.plain, goal: { text: '≤ 1.2', met: ratioInOne.median <= 1.2 } },
    { what: 'search in one client, p95, ms', figure: p95InOne, against: 'one after the other', goal: { text: '≤ 50', met: p95InOne.median <= 50 } },
    { what: `s to decrypt all ${count.toLocaleString('en')}, scaled from ${n.toLocaleString('en')}`, figure: { median: scale(decrypting.median), least: scale(decrypting.least), greatest: scale(decrypting.greatest) }, against: 'the whole of one client, opened and read' },
  ]
  const about = `${count.toLocaleString('en')} interactions of ${clientsOf(count).length.toLocaleString('en')} clients over ten years, some 20 words each out of 20,000 (Zipf), sealed and indexed as the product does it.
A broker who sees the clients of a team, half of them all, searches for common, middling and rare words, prefixes and pairs of words, ${each} of each, one after the other, and is given the
newest 50. Ours is the product's service: the reach, the tokens, and every hit opened and looked at again; the plain table holds the same words in clear and answers to the same caller.
Their ids are compared. No HTTP. Goals are for a million interactions: \`--interactions 1000000\`.`
  const comparisons = [{ title: 'Across clients', rounds: everywhere }, { title: 'In one client', rounds: inOne }, { title: 'In a client, all of which is opened', rounds: opened }]
  publish({ bench: 'search', about, findings, comparisons }, { write: !quick })
} finally {
  await Promise.all([bare.end(), database.close()])
  await postgres.stop()
  await postgres.ended
  rmSync(dataDir, { recursive: true, force: true })
}
