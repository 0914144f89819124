import type { KeyObject } from 'node:crypto'
import { startPump, type Pump } from '../../platform/log/pump'
import type { Surroundings } from '../../platform/module'
import { commit, ExpectationFailed } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { firstBroken } from './audit-chain'
import { lineHash, mostEntries, signedLine } from './audit-checkpoint'
import { readChain } from './store/audit-chain.store'
import { insertCheckpoint, lastCheckpoint, type LastCheckpoint } from './store/audit-checkpoint.store'

const system = { actorId: null, credential: 'system', requestId: 'audit checkpoints' }
const batch = 2_000

/** What the makers of checkpoints tell of themselves. */
export interface Checkpoints extends Pump {
  /** The entry at which the chain was found broken: nothing is signed from there on. */
  brokenAt(): number | null
}

const beginning: LastCheckpoint = { sequence: 0, number: 0, at: new Date(0), line: '', hash: Buffer.alloc(32) }

/** The hashes of the entries since a checkpoint, each of them recomputed: what was altered meanwhile is not signed. */
async function hashesSince(database: Database, last: LastCheckpoint): Promise<{ hashes: Buffer[]; broken: number | null }> {
  const hashes: Buffer[] = []
  let end = { number: last.number, hash: last.hash }
  while (hashes.length < mostEntries) {
    const entries = await readChain(database, { after: end.number, limit: batch })
    const broken = firstBroken(end, entries)
    if (broken !== null) return { hashes, broken }
    for (const { hash } of entries) hashes.push(hash)
    const newest = entries.at(-1)
    if (newest === undefined || entries.length < batch) break
    end = { number: newest.number, hash: newest.hash }
  }
  return { hashes, broken: null }
}

/**
 * Signs where the chain has come, every few seconds in which it has grown.
 * @param options.every milliseconds between two checkpoints.
 * @param options.made called when there is a new one.
 */
export function startCheckpoints(
  { database, leases, logger }: Pick<Surroundings, 'database' | 'leases' | 'logger'>,
  options: { key: KeyObject; every: number; made: () => void },
): Checkpoints {
  let brokenAt: number | null = null

  const turn = async (): Promise<boolean> => {
    if (!(await leases.holds('audit checkpoints'))) return false
    const last = (await lastCheckpoint(database)) ?? beginning
    if (Date.now() - last.at.getTime() < options.every) return false
    const { hashes, broken } = await hashesSince(database, last)
    if (broken !== null && brokenAt === null) logger.error({ entry: broken }, 'the audit trail is broken at this entry, and no checkpoint is signed from there on')
    brokenAt = broken
    const hash = hashes.at(-1)
    if (hash === undefined || broken !== null) return false
    const made = { sequence: last.sequence + 1, number: last.number + hashes.length, hash, at: new Date() }
    const previous = last.sequence === 0 ? Buffer.alloc(32) : lineHash(last.line)
    const line = signedLine({ ...made, hashes, previous }, options.key)
    await commit(database, 'compliance', { writes: [insertCheckpoint({ ...made, line })] }, system).catch((error: unknown) => {
      if (!(error instanceof ExpectationFailed)) throw error
    })
    options.made()
    return hashes.length >= mostEntries
  }
  const pump = startPump('audit checkpoints', turn, logger)
  return { wake: () => pump.wake(), stop: () => pump.stop(), brokenAt: () => brokenAt }
}
