import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readCheckpoints } from '../apps/api/src/verify-audit/checkpoints'
import { logInFile } from '../apps/api/src/verify-audit/read-log'
import type { LogRecord } from '../apps/api/src/verify-audit/record'
import { checks, verifyLog, type CheckName } from '../apps/api/src/verify-audit/verify'
import { launch, whenAnswers } from '../bench/lib/product'
import { freePort } from '../scripts/lib/ports.mjs'
import { query, type Api } from './lib/graphql'
import { seeded } from './lib/random'
import { tryTampering } from './tamper/try-tampering'

/**
 * Edits, deletions, reorderings, truncations and rewritings of the audit log that the product stored are all found by the offline verifier,
 * against the checkpoints that left the machine before. `--times N` (10,000), `--seed S` (1); `--without CHECK` leaves a check out, and must make the proof fail.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, without: { type: 'string' } } })
const token = 'tamper-proof-administrator-token-0123456789'
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-tamper-'))
chmodSync(dataDir, 0o711)

/** Puts something of every kind on record. */
async function work(api: Api): Promise<void> {
  for (let count = 0; count < 40; count += 1) {
    const made = await query(api, 'mutation ($input: CreateClientInput!) { createClient(input: $input) { id } }', { input: { kind: 'INDIVIDUAL', displayName: `Client ${count}` } })
    const { id } = made['createClient'] as { id: string }
    await query(api, 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { id } }', { input: { id, version: 1, lifecycleStage: 'ACTIVE' } })
    await query(api, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { id } }', { input: { clientId: id, body: `Note ${count}` } })
  }
}

/** The log as the product exports it, and the checkpoints as they left it. */
async function logOf(url: string, api: Api): Promise<{ log: LogRecord[]; checkpoints: ReturnType<typeof readCheckpoints>['checkpoints'] }> {
  const asked = await query(api, 'mutation { exportAudit(input: { format: JSONL }) { url } }', {})
  const file = join(dataDir, 'audit.jsonl')
  writeFileSync(file, await (await fetch((asked['exportAudit'] as { url: string }).url.replace(/^https?:\/\/[^/]+/, url))).text())
  const log: LogRecord[] = []
  for await (const record of logInFile(file)) log.push(record)
  for (;;) {
    const { checkpoints, faults } = readCheckpoints(readFileSync(join(dataDir, 'audit-checkpoints.jsonl'), 'utf8'))
    if (faults.length > 0) throw new Error(faults.join('; '))
    const vouched = checkpoints.filter(({ number }) => number <= log.length)
    // The log is held to end where a checkpoint vouches for its last entry.
    if ((checkpoints.at(-1)?.number ?? 0) >= log.length) return { log: log.slice(0, vouched.at(-1)?.number), checkpoints: vouched }
    await sleep(500)
  }
}

async function prove(): Promise<{ tried: number; faults: string[] } & Record<string, unknown>> {
  const product = launch({ dataDir, port: await freePort(4393), env: { BROKERSYNC_ADMIN_TOKEN: token, LOG_LEVEL: 'error' } })
  const api = { url: product.url, token }
  try {
    await whenAnswers(`${product.url}/ready`, { within: 120_000 })
    await work(api)
    await sleep(6_000)
    const { log, checkpoints } = await logOf(product.url, api)
    const { fault } = await verifyLog(log, checkpoints)
    if (fault !== null) return { tried: 0, faults: [`the log as it is was found broken at entry ${fault.number}: ${fault.reason}`] }
    const applied = [...(Object.keys(checks) as CheckName[]), 'end' as const].filter((name) => name !== values.without)
    const { tried, kinds, faults } = await tryTampering(log, checkpoints, { times: Number(values.times), random: seeded(Number(values.seed)), applied })
    return { tried, faults, entries: log.length, checkpoints: checkpoints.length, kinds }
  } finally {
    await product.stop()
  }
}

const { tried, faults, ...told } = await prove().catch((error: unknown) => ({ tried: 0, faults: [String(error)] }))
for (const fault of faults.slice(0, 30)) console.log(`FAULT ${fault}`)
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify({ proof: 'tamper', tried, failed: faults.length, seed: Number(values.seed), ...told }))
process.exit(faults.length === 0 ? 0 : 1)
