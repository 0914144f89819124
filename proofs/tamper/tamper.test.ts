import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonical, link, type ChainedEntry } from '../../apps/api/src/modules/compliance/audit-chain'
import { lineHash, signedLine } from '../../apps/api/src/modules/compliance/audit-checkpoint'
import { readCheckpoints } from '../../apps/api/src/verify-audit/checkpoints'
import type { LogRecord } from '../../apps/api/src/verify-audit/record'
import { checks, verifyLog, type CheckName } from '../../apps/api/src/verify-audit/verify'
import { seeded } from '../lib/random'
import { tryTampering } from './try-tampering'

const length = 60
const now = new Date('2026-11-26T10:00:00.000Z')

/** A log with its checkpoints, as the product writes them. */
function made() {
  const queued = Array.from({ length }, (_, index) => ({
    position: index + 1, module: 'profiles', id: `0193f000-0000-7000-8000-${String(index).padStart(12, '0')}`, at: now, occurredAt: null, actorId: null, credential: 'system', address: null, agent: null,
    requestId: `r${index}`, action: 'createClient', subjectType: 'Client', subjectId: 'c', reads: null, clientIds: [], changes: index % 2 === 0 ? randomBytes(40) : null,
  }))
  const entries: ChainedEntry[] = link({ number: 0, hash: Buffer.alloc(32) }, queued, now)
  const { privateKey } = generateKeyPairSync('ed25519')
  let previous = Buffer.alloc(32)
  const lines = [20, 40, 60].map((number, index) => {
    const line = signedLine({ sequence: index + 1, number, hash: entries[number - 1]?.hash ?? Buffer.alloc(32), at: now, hashes: entries.slice(number - 20, number).map(({ hash }) => hash), previous }, privateKey)
    previous = Buffer.from(lineHash(line))
    return line
  })
  const log = entries.map((entry): LogRecord => ({ entry: JSON.parse(canonical(entry)) as LogRecord['entry'], hash: entry.hash.toString('hex'), sealed: entry.changes }))
  return { log, checkpoints: readCheckpoints(lines.join('\n')).checkpoints }
}

test('whatever is done to a log is found, at the entry where it was done', async () => {
  const { log, checkpoints } = made()
  expect((await verifyLog(log, checkpoints)).fault).toBeNull()
  const { faults, kinds } = await tryTampering(log, checkpoints, { times: 1_000, random: seeded(7) })
  expect(faults).toEqual([])
  expect(Object.keys(kinds).length).toBe(11)
})

// What the number alone would say, the link says too: without either, a log that skips an entry passes for whole only where nothing vouches for it.
const alone: readonly (CheckName | 'end')[] = ['content', 'sealed', 'voucher', 'end']

test.each(alone)('without the check of %s something is not found, or not where it was done', async (left) => {
  const { log, checkpoints } = made()
  const applied = [...(Object.keys(checks) as CheckName[]), 'end' as const].filter((name) => name !== left)
  const { faults } = await tryTampering(log, checkpoints, { times: 1_000, random: seeded(7), applied })
  expect(faults.length).toBeGreaterThan(0)
})
