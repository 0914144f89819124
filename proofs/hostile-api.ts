import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { send } from '../apps/api/src/testing/app'
import { operation } from '../apps/api/src/testing/contract'
import { slowBody } from '../apps/api/src/testing/hostile/sockets'
import { act, person } from '../apps/api/src/testing/people'
import { launch, whenAnswers } from '../bench/lib/product'
import { start, type Program } from '../bench/lib/program'
import { inTurn, percentile, ratioOf, spread, type Contender } from '../bench/lib/runner'
import { freePort } from '../scripts/lib/ports.mjs'

/**
 * Hostile requests are refused before anything is done for them; who is honest hardly waits longer meanwhile, nor in a flood of sign-ins; and a
 * user who does not exist takes as long to refuse as one who does. `--rounds N` (5); `--forge open` starts a product that tells its schema, and must fail.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, forge: { type: 'string' } } })
const token = 'hostile-api-proof-administrator-token-0123456789'
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-hostile-'))
chmodSync(dataDir, 0o711)

const load = { rate: 100, count: 600 }
const goals = { attacked: 1.2, flooded: 2 }

/** Milliseconds in which a slow body must be given up. */
const slow = 15_000

async function counted(url: string): Promise<string> {
  const { data } = await send(url, '{ clients(first: 1) { totalCount } interactions(first: 500) { nodes { id } } }', {}, token)
  const { clients, interactions } = data as unknown as { clients: { totalCount: number }; interactions: { nodes: unknown[] } }
  return `${clients.totalCount} clients, ${interactions.nodes.length} interactions`
}

/** Milliseconds that a refusal takes, of a user who exists and of one who does not, each from an address of its own. */
async function refusals(url: string, email: string): Promise<{ known: number; unknown: number }> {
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let index = 0; index < 40; index += 1) {
    const who = index % 2 === 0 ? 'known' : 'unknown'
    const begun = performance.now()
    const response = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${index}` },
      body: JSON.stringify({ email: who === 'known' ? email : `nobody${index}@brokerage.example`, password: 'not the passphrase of anybody' }),
    })
    if (response.status !== 401) throw new Error(`A wrong password was answered with ${response.status}`)
    await response.text()
    took[who].push(performance.now() - begun)
  }
  return { known: spread(took.known).median, unknown: spread(took.unknown).median }
}

function contenders(honest: Program, hostile: Program): Contender[] {
  const measured = (name: string, begin: () => Promise<unknown>): Contender => ({
    name,
    async run() {
      await begin()
      const took = await honest.ask<number[]>('load', load)
      const sent = await hostile.ask<number>('stop')
      return { answer: String(took.length), figures: { 'p50 ms': percentile(took, 0.5), 'p99 ms': percentile(took, 0.99), 'hostile requests': sent } }
    },
  })
  return [
    measured('quiet', () => Promise.resolve()),
    measured('attacked', () => hostile.ask('attack', { rate: 20, sockets: 100, bodies: 50 })),
    measured('flooded from one address', () => hostile.ask('flood', { rate: 500, addresses: 'one' })),
    measured('flooded from many', () => hostile.ask('flood', { rate: 500, addresses: 'many' })),
  ]
}

async function prove() {
  const env = { BROKERSYNC_ADMIN_TOKEN: token, TRUSTED_PROXIES: '127.0.0.1', ...(values.forge === 'open' && { INTROSPECTION: 'on' }) }
  const product = launch({ dataDir, port: await freePort(4398), env })
  const app = { served: { address: product.url }, send: (query: string, variables: object = {}, by: string | null = token) => send(product.url, query, variables, by) }
  const faults: string[] = []
  const programs: Program[] = []
  let tried = 0
  let figures: object = {}
  try {
    await whenAnswers(`${product.url}/ready`, { within: 120_000 })
    const broker = await person(app, { role: 'BROKER' })
    const ids: string[] = []
    for (let index = 0; index < 20; index += 1) {
      const id = await act(app, operation('CreateClient'), { kind: 'INDIVIDUAL', displayName: `Client ${index}`, ownerId: broker.id })
      for (let at = 0; at < 10; at += 1) await act(app, operation('AddNote'), { clientId: id, body: `Note ${at}` })
      ids.push(id)
    }
    const tokenOf = async (name: string) => {
      const { data } = await app.send(operation('CreateApiToken'), { input: { name, scopes: ['clients:read', 'clients:contact', 'clients:preferences', 'clients:risk', 'clients:goals', 'interactions:read', 'interactions:write'] } }, broker.token)
      return (data['createApiToken'] as unknown as { token: string }).token
    }
    const target = { url: product.url, token: await tokenOf('An attacker'), cookie: broker.token }
    const hostile = await start(new URL('hostile-api/attackers.ts', import.meta.url), { HOSTILE_URL: target.url, HOSTILE_TOKEN: target.token, HOSTILE_COOKIE: target.cookie })
    const honest = await start(new URL('hostile-api/honest.ts', import.meta.url), { HONEST_URL: product.url, HONEST_TOKEN: await tokenOf('An honest program'), HONEST_CLIENTS: ids.join(',') })
    programs.push(hostile, honest)

    const before = await counted(product.url)
    const all = await hostile.ask<{ tried: number; faults: string[] }>('all')
    const slowOnes = await Promise.all(Array.from({ length: 20 }, () => slowBody(target, slow)))
    tried = all.tried + slowOnes.length
    faults.push(...all.faults, ...slowOnes.flatMap((took) => (took === null ? [`a slow body was waited for longer than ${slow} ms`] : [])))
    const after = await counted(product.url)
    if (after !== before) faults.push(`there were ${before}, and are ${after}`)

    const { known, unknown } = await refusals(product.url, broker.email)
    const rounds = await inTurn(contenders(honest, hostile), { rounds: Number(values.rounds) })
    const times = (name: string) => ratioOf(rounds, [name, 'quiet'], 'p99 ms')
    const [attacked, one, many] = [times('attacked'), times('flooded from one address'), times('flooded from many')]
    figures = {
      honestP99: { quietMs: spread((rounds.get('quiet') ?? []).map(({ figures: { 'p99 ms': p99 = Number.NaN } }) => p99)).median, attacked, floodedFromOneAddress: one, floodedFromMany: many, goals },
      met: { attacked: attacked.median <= goals.attacked, flooded: one.median <= goals.flooded && many.median <= goals.flooded },
      refusalMs: { known, unknown },
    }
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    for (const program of programs) await program.end()
    await product.stop()
  }
  return { tried, faults, figures }
}

const { tried, faults, figures } = await prove()
for (const fault of faults.slice(0, 30)) console.log(`FAULT ${fault}`)
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify({ proof: 'hostile-api', tried, failed: faults.length, ...figures }))
process.exit(faults.length === 0 ? 0 : 1)
