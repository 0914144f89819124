import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { send } from '../apps/api/src/testing/app'
import { operation } from '../apps/api/src/testing/contract'
import { subscribe } from '../apps/api/src/testing/contract-socket'
import { act, person, type Person, type Reachable } from '../apps/api/src/testing/people'
import { launch, whenAnswers } from '../bench/lib/product'
import { freePort } from '../scripts/lib/ports.mjs'

/**
 * What is taken from somebody is out within a second, over HTTP and on the sockets that were open: a token, a session, an account, a role, a client handed to another,
 * a grant, a stand-in, a wall put up. `--rounds N` (20) of each; `--forge kept` takes nothing away, and must make the proof fail.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, forge: { type: 'string' } } })
const token = 'revocation-proof-administrator-token-0123456789'
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-revocation-'))
chmodSync(dataDir, 0o711)
/** Milliseconds. */
const limit = 1_000

/** Somebody who sees a client, and what takes that away. */
interface Case {
  credential: string
  clientId: string
  take: () => Promise<unknown>
}

const mutation = (name: string, type: string) => `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`
const clientOf = (app: Reachable, owner: Person) => act(app, operation('CreateClient'), { kind: 'INDIVIDUAL', displayName: 'Somebody', ownerId: owner.id })
const change = (app: Reachable, { id }: Person, content: object) => act(app, mutation('updateUser', 'UpdateUserInput'), { id, version: 1, ...content })

let team = 0
const broker = (app: Reachable, of: string | null = null) => person(app, { role: 'BROKER', team: of })

const cases: Readonly<Record<string, (app: Reachable) => Promise<Case>>> = {
  async token(app) {
    const user = await broker(app)
    const { data } = await app.send(operation('CreateApiToken'), { input: { name: 'A proof', scopes: ['clients:read', 'interactions:read'] } }, user.token)
    const made = data['createApiToken'] as unknown as { id: string; token: string }
    return { credential: made.token, clientId: await clientOf(app, user), take: () => act(app, mutation('revokeApiToken', 'RevokeApiTokenInput'), { id: made.id }) }
  },
  async session(app) {
    const user = await broker(app)
    return { credential: user.token, clientId: await clientOf(app, user), take: () => act(app, mutation('endAllSessions', 'EndAllSessionsInput'), { userId: user.id }) }
  },
  async account(app) {
    const user = await broker(app)
    return { credential: user.token, clientId: await clientOf(app, user), take: () => change(app, user, { active: false }) }
  },
  async role(app) {
    const [owner, analyst] = [await broker(app), await person(app, { role: 'ANALYST' })]
    return { credential: analyst.token, clientId: await clientOf(app, owner), take: () => change(app, analyst, { roles: ['BROKER'] }) }
  },
  async assignment(app) {
    const [user, other] = [await broker(app), await broker(app)]
    const clientId = await clientOf(app, user)
    return { credential: user.token, clientId, take: () => app.send(operation('AssignClients'), { input: { ids: [clientId], ownerId: other.id } }) }
  },
  async grant(app) {
    const [user, other] = [await broker(app), await broker(app)]
    const clientId = await clientOf(app, other)
    const id = await act(app, mutation('grantClient', 'GrantClientInput'), { clientId, userId: user.id, reason: 'A proof' })
    return { credential: user.token, clientId, take: () => act(app, mutation('revokeGrant', 'RevokeGrantInput'), { id }) }
  },
  async loan(app) {
    const [user, other] = [await broker(app), await broker(app)]
    const clientId = await clientOf(app, other)
    const id = await act(app, mutation('lendClients', 'LendClientsInput'), { fromUserId: other.id, toUserId: user.id, until: new Date(Date.now() + 86_400_000).toISOString(), reason: 'A proof' })
    return { credential: user.token, clientId, take: () => act(app, mutation('endLoan', 'EndLoanInput'), { id }) }
  },
  async wall(app) {
    team += 1
    const teams = [`Desk ${team} A`, `Desk ${team} B`]
    const [owner, analyst] = [await broker(app, teams[0] ?? null), await person(app, { role: 'ANALYST', team: teams[1] ?? null })]
    return { credential: analyst.token, clientId: await clientOf(app, owner), take: () => act(app, mutation('setWall', 'SetWallInput'), { teams, reason: 'A proof' }) }
  },
}

const look = 'query ($id: ID!) { client(id: $id) { id } }'

/** Milliseconds from when the taking was acknowledged to the first refusal; null: there was none in time. */
async function until(refused: () => Promise<boolean>, since: number): Promise<number | null> {
  for (;;) {
    if (await refused()) return Math.max(0, performance.now() - since)
    if (performance.now() - since > 2 * limit) return null
    await sleep(5)
  }
}

/** Takes it away, and sees how long it is still there over HTTP, and how long the socket stays as it was. */
async function outAfter(app: Reachable, { credential, clientId, take }: Case): Promise<{ http: number | null; socket: number | null }> {
  const sees = async () => (await app.send(look, { id: clientId }, credential)).errors === undefined
  if (!(await sees())) throw new Error('who is to lose it does not have it')
  const stream = await subscribe(app.served.address, { query: operation('TimelineItemAdded'), variables: { clientId }, token: credential })
  let isOut = false
  const out = () => (isOut = true)
  void stream.closed.then(out)
  void stream.next().then(({ errors }) => errors !== undefined && out(), out)
  if (values.forge !== 'kept') await take()
  const since = performance.now()
  const [http, socket] = await Promise.all([until(async () => !(await sees()), since), until(() => Promise.resolve(isOut), since)])
  await stream.stop()
  return { http, socket }
}

async function prove() {
  const product = launch({ dataDir, port: await freePort(4397), env: { BROKERSYNC_ADMIN_TOKEN: token, RATE_LIMIT: '0' } })
  const app = { served: { address: product.url }, send: (query: string, variables: object = {}, by: string | null = token) => send(product.url, query, variables, by) }
  const faults: string[] = []
  const slowest: Record<string, { http: number; socket: number }> = {}
  let tried = 0
  try {
    await whenAnswers(`${product.url}/ready`, { within: 120_000 })
    for (const [name, make] of Object.entries(cases)) {
      slowest[name] = { http: 0, socket: 0 }
      for (let round = 0; round < Number(values.rounds); round += 1) {
        const took = await outAfter(app, await make(app))
        for (const way of ['http', 'socket'] as const) {
          tried += 1
          const after = took[way]
          if (after === null || after > limit) faults.push(`${name}: still there over ${way} ${after === null ? 'after two seconds' : `for ${Math.round(after)} ms`}`)
          slowest[name][way] = Math.max(slowest[name][way], Math.round(after ?? 2 * limit))
        }
      }
    }
  } catch (error) {
    faults.push(String(error))
  } finally {
    await product.stop()
  }
  return { tried, faults, slowest }
}

const { tried, faults, slowest } = await prove()
for (const fault of faults.slice(0, 30)) console.log(`FAULT ${fault}`)
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify({ proof: 'revocation', tried, failed: faults.length, slowestMs: slowest }))
process.exit(faults.length === 0 ? 0 : 1)
