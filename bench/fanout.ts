import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { send } from '../apps/api/src/testing/app'
import { operation } from '../apps/api/src/testing/contract'
import { act, person } from '../apps/api/src/testing/people'
import { startPostgres } from '../scripts/services/postgres.mjs'
import { cpuSeconds } from './lib/processes'
import { start, type Program } from './lib/program'
import { publish, type Finding } from './lib/results'
import { figureOf, inTurn, percentile, ratioOf, type Contender } from './lib/runner'
import { serverEnvironment } from './lib/server-environment'

// `--quick` looks whether all runs; its figures are worth nothing, and RESULTS.md stays as it is.
const quick = process.argv.includes('--quick')
const rounds = quick ? 1 : 5
const shape = quick ? { clients: 50, each: 10, users: 5 } : { clients: 1_000, each: 10, users: 25 }
const load = quick ? { rate: 200, count: 400 } : { rate: 1_000, count: 5_000 }

const token = 'fan-out-bench-administrator-token-0123456789'
const kinds = { ours: 'ours', 'stock graphql-ws': 'stock', 'one buffer over ws': 'bare' } as const

const about = `${(shape.clients * shape.each).toLocaleString('en')} sockets of ${shape.users} managers follow ${shape.clients.toLocaleString('en')} clients, ${shape.each} sockets each. Calls are published
at ${load.rate.toLocaleString('en')} a second, ${load.count.toLocaleString('en')} a round, as the product publishes them once they can be read: from when each was due to when its last subscriber has it. All three check nothing less than the product does
(whether each subscriber still may), but for the bare sockets, which check nothing. Server and listeners are processes of their own, on the same two processors: at this rate the listeners
take as much of them as the server, so that the processor time of the server tells more than the latency.`

interface Side {
  server: Program
  listeners: Program
}

const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-fanout-'))
chmodSync(dataDir, 0o711)
const postgres = await startPostgres({ dataDir, settings: { max_connections: '200' } })
const sides: Side[] = []

async function side(kind: string): Promise<Side & { url: string }> {
  const env = { ...serverEnvironment({ databaseUrl: postgres.url, dataDir, adminToken: token }), FANOUT_KIND: kind }
  const server = await start(new URL('fanout/server.ts', import.meta.url), env)
  const url = await server.ask<string>('url')
  const listeners = await start(new URL('fanout/listeners.ts', import.meta.url), { FANOUT_URL: url, FANOUT_KIND: kind })
  sides.push({ server, listeners })
  return { server, listeners, url }
}

async function people(url: string): Promise<{ clients: string[]; tokens: string[] }> {
  const app = { served: { address: url }, send: (query: string, variables: object = {}, by: string | null = token) => send(url, query, variables, by) }
  const tokens: string[] = []
  for (let index = 0; index < shape.users; index += 1) {
    const manager = await person(app, { role: 'MANAGER' })
    const { data } = await app.send(operation('CreateApiToken'), { input: { name: 'A bench', scopes: ['clients:read', 'interactions:read', 'users:read'] } }, manager.token)
    tokens.push((data['createApiToken'] as unknown as { token: string }).token)
  }
  const clients: string[] = []
  for (let index = 0; index < shape.clients; index += 1) clients.push(await act(app, operation('CreateClient'), { kind: 'ORGANISATION', displayName: `Client ${index}` }))
  return { clients, tokens }
}

try {
  const ours = await side('ours')
  const { clients, tokens } = await people(ours.url)
  const all = [['ours', ours] as const, ['stock graphql-ws', await side(kinds['stock graphql-ws'])] as const, ['one buffer over ws', await side(kinds['one buffer over ws'])] as const]
  for (const [name, { listeners }] of all) console.log(`${name}: ${await listeners.ask<number>('open', { clients, tokens, each: shape.each })} sockets`)
  const contenders = all.map(([name, { server, listeners }]): Contender => ({
    name,
    async run() {
      const before = cpuSeconds(server.pid)
      await server.ask('publish', { clients, ...load })
      const { received, took } = await listeners.ask<{ received: number; took: number[] }>('heard', { count: load.count, each: shape.each })
      const used = cpuSeconds(server.pid) - before
      return { answer: `${received} delivered`, figures: { 'p50 ms': percentile(took, 0.5), 'p99 ms': percentile(took, 0.99), 'CPU s for 1,000 events': (used / load.count) * 1_000 } }
    },
  }))
  const results = await inTurn(contenders, { rounds })
  const cpu = ratioOf(results, ['stock graphql-ws', 'ours'], 'CPU s for 1,000 events')
  const p99 = figureOf(results, 'ours', 'p99 ms')
  const findings: [Finding, ...Finding[]] = [
    { what: 'processor time of stock graphql-ws, × ours', figure: cpu, against: 'stock graphql-ws', goal: { text: '≥ 5', met: cpu.median >= 5 } },
    { what: 'publication → last subscriber, p99, ms', figure: p99, against: `${load.rate}/s × ${shape.each}`, goal: { text: '≤ 25', met: p99.median <= 25 } },
    { what: 'the same of stock graphql-ws, × ours', figure: ratioOf(results, ['stock graphql-ws', 'ours'], 'p99 ms'), against: 'stock graphql-ws' },
    { what: 'processor time of ours, × the limit', figure: ratioOf(results, ['ours', 'one buffer over ws'], 'CPU s for 1,000 events'), against: 'one buffer over ws' },
  ]
  publish({ bench: 'fanout', about, findings, comparisons: [{ title: 'Events to ten subscribers each', rounds: results }] }, { write: !quick })
} finally {
  for (const { server, listeners } of sides) {
    await listeners.end()
    await server.end()
  }
  await postgres.stop()
  await postgres.ended
  rmSync(dataDir, { recursive: true, force: true })
}
