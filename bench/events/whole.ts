import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { send } from '../../apps/api/src/testing/app'
import { operation } from '../../apps/api/src/testing/contract'
import { act } from '../../apps/api/src/testing/people'
import { cpuSeconds } from '../lib/processes'
import { start, type Program } from '../lib/program'
import { percentile, WrongAnswer, type Contender, type Run } from '../lib/runner'
import { serverEnvironment } from '../lib/server-environment'
import type { Ground } from './server'

const token = 'events-bench-administrator-token-0123456789'

/** The product, and the same with a part less in each contender. */
const contenders = { product: '', '- audit': 'audit', '- encryption': 'audit encryption', '- access': 'audit encryption access' }

/** What stands against what in the ratio. */
export const wholeCompared = ['product', '- access'] as const

const clients = 200
const now = () => Number(process.hrtime.bigint()) / 1e6

/** A server of the product, or of less, on a database of its own. */
interface Server {
  program: Program
  url: string
  dataDir: string
  clientIds: string[]
  versions: Map<string, number>
}

async function open(ground: Ground, lacking: string): Promise<Server> {
  const name = `whole_${lacking.replaceAll(' ', '_')}`
  const admin = new pg.Client({ connectionString: ground.url })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`).finally(() => admin.end())
  const database = new URL(ground.url)
  database.pathname = `/${name}`
  const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-whole-'))
  chmodSync(dataDir, 0o711)
  const program = await start(new URL('whole-program.ts', import.meta.url), {
    ...serverEnvironment({ databaseUrl: database.href, dataDir, adminToken: token }), BENCH_WITHOUT: lacking,
  })
  const url = await program.ask<string>('url')
  const app = { send: (query: string, variables: object = {}) => send(url, query, variables, token) }
  const clientIds: string[] = []
  for (let index = 0; index < clients; index += 1) clientIds.push(await act(app, operation('CreateClient'), { kind: 'ORGANISATION', displayName: `Client ${index}` }))
  return { program, url, dataDir, clientIds, versions: new Map(clientIds.map((id) => [id, 1])) }
}

/** A client renamed, and a call recorded: what is changed most often. @returns milliseconds, each. */
async function update({ url, versions }: Server, id: string, number: number): Promise<number> {
  const sent = now()
  const { data, errors } = await send(url, operation('UpdateClient'), { input: { id, version: versions.get(id), displayName: `Hargreave Grain ${number}`, tags: ['wheat', 'key account'] } }, token)
  if (errors !== undefined) throw new WrongAnswer(JSON.stringify(errors))
  versions.set(id, (data['updateClient'] as unknown as { version: number }).version)
  return now() - sent
}

async function record({ url }: Server, clientId: string, number: number): Promise<number> {
  const input = { clientId, occurredAt: new Date().toISOString(), channel: 'CALL', direction: 'INBOUND', participants: ['Joan Hargreave'], subject: `Margin on Dec wheat, ${number}`, body: 'Wants to roll the December position, and asked for the spread.', durationSeconds: 240 }
  const sent = now()
  const { errors } = await send(url, operation('LogCommunication'), { input }, token)
  if (errors !== undefined) throw new WrongAnswer(JSON.stringify(errors))
  return now() - sent
}

/** Both in turn, at a fixed rate, whether or not the ones before are done. */
async function run(ground: Ground, server: Server, load: { rate: number; count: number }): Promise<Run> {
  const cpu = cpuSeconds(server.program.pid, ground.pid)
  const began = now()
  const [updated, recorded]: [Promise<number>[], Promise<number>[]] = [[], []]
  for (let index = 0; index < load.count; index += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (index * 1_000) / load.rate - now())))
    const id = server.clientIds[(index >> 1) % clients] ?? ''
    if (index % 2 === 0) updated.push(update(server, id, index))
    else recorded.push(record(server, id, index))
  }
  const [updates, records] = await Promise.all([Promise.all(updated), Promise.all(recorded)])
  const used = cpuSeconds(server.program.pid, ground.pid) - cpu
  return {
    answer: `${updates.length + records.length} done`,
    figures: { 'p50 ms a client renamed': percentile(updates, 0.5), 'p50 ms a call recorded': percentile(records, 0.5), 'CPU s for 1,000': (used / load.count) * 1_000 },
  }
}

/** The contenders, each with its server, and how to end them. */
export async function wholeContenders(ground: Ground, load: { rate: number; count: number }): Promise<{ whole: Contender[]; end: () => Promise<void> }> {
  const servers: Server[] = []
  const whole: Contender[] = []
  for (const [name, lacking] of Object.entries(contenders)) {
    const server = await open(ground, lacking)
    servers.push(server)
    whole.push({ name, run: () => run(ground, server, load) })
  }
  const end = async () => {
    await Promise.all(servers.map(({ program }) => program.end()))
    for (const { dataDir } of servers) rmSync(dataDir, { recursive: true, force: true })
  }
  return { whole, end }
}
