import { readFile } from 'node:fs/promises'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'yaml'
import { send } from '../apps/api/src/testing/app'
import { aFirm } from '../apps/api/src/testing/firm'
import { callersOf, recordWithMarks, type Grants } from '../apps/api/src/testing/leaks/canaries'
import { findLeaks, type Found } from '../apps/api/src/testing/leaks/find-leaks'
import { launch, whenAnswers } from '../bench/lib/product'
import { freePort } from '../scripts/lib/ports.mjs'

/**
 * Nobody is given what is not for him: a firm with someone of every role, and clients that stand to each in every way, every field with a text of its own; asked by session,
 * by a token with all scopes and by one with few, through fields, aliases, fragments, lists, searches, counts, subscriptions, audit, REST, refused changes and the product's own log.
 * Who may see what is told by `apps/api/src/testing/firm.ts`, in other words than the product's. That each policy is needed is shown by `apps/api/src/leaks.db.test.ts`.
 */
const token = 'leaks-proof-administrator-token-0123456789'
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-leaks-'))
chmodSync(dataDir, 0o711)

async function prove(): Promise<Found & { callers: number; marks: number }> {
  const product = launch({ dataDir, port: await freePort(4396), env: { BROKERSYNC_ADMIN_TOKEN: token, RATE_LIMIT: '0', INTROSPECTION: 'off' } })
  try {
    await whenAnswers(`${product.url}/ready`, { within: 120_000 })
    const app = { served: { address: product.url }, send: (query: string, variables: object = {}, by: string | null = token) => send(product.url, query, variables, by) }
    const grants = parse(await readFile(new URL('../config/roles.yaml', import.meta.url), 'utf8')) as Grants
    const firm = await aFirm(app)
    const { marks, revised } = await recordWithMarks(app, firm, firm.clients)
    const callers = await callersOf(app, firm.members, grants)
    // What was recorded is on the timelines, and in the index of words, a moment after.
    await sleep(3_000)
    const found = await findLeaks({ app, firm, grants, callers, clients: firm.clients, marks, revised })
    const log = readFileSync(join(dataDir, 'product.log'), 'utf8')
    for (const { client, text } of marks) {
      found.cells += 1
      if (text.startsWith('zq') && log.includes(text)) found.leaks.push({ caller: 'whoever reads the log', path: 'log', ownership: client.ownership, text })
    }
    return { ...found, callers: callers.length, marks: marks.length }
  } finally {
    await product.stop()
  }
}

const { leaks, dead, ...told } = await prove()
for (const leak of leaks.slice(0, 30)) console.log(`FAULT ${leak.caller} is given ${leak.text} (${leak.ownership}) by ${leak.path}`)
for (const path of dead) console.log(`FAULT nobody was given anything by ${path}`)
rmSync(dataDir, { recursive: true, force: true })
const failed = leaks.length + dead.length
console.log(JSON.stringify({ proof: 'leaks', tried: told.cells, failed, ...told }))
process.exit(failed === 0 && told.cells >= 100_000 ? 0 : 1)
