import type { Checkpoint } from '../../apps/api/src/verify-audit/checkpoints'
import type { LogRecord } from '../../apps/api/src/verify-audit/record'
import { verifyLog } from '../../apps/api/src/verify-audit/verify'
import type { Random } from '../lib/random'
import { tamper, type Tampering } from './tampering'

/** What came of tampering many times. */
export interface Tried {
  tried: number
  /** How often each kind was tried. */
  kinds: Partial<Record<Tampering, number>>
  /** What was not found, or not at the entry where it was done. */
  faults: string[]
}

/** Tampers with a log many times, each time from the log as it was, and has the offline verifier look. @param applied its checks; all where left out. */
export async function tryTampering(log: readonly LogRecord[], checkpoints: readonly Checkpoint[], options: { times: number; random: Random; applied?: Parameters<typeof verifyLog>[2] }): Promise<Tried> {
  const sealedAt = log.flatMap(({ sealed, entry }) => (sealed === null ? [] : [Number(entry['number'])]))
  const result: Tried = { tried: options.times, kinds: {}, faults: [] }
  for (let count = 0; count < options.times; count += 1) {
    const { kind, log: other, first } = tamper(log, sealedAt, options.random)
    result.kinds[kind] = (result.kinds[kind] ?? 0) + 1
    const { fault } = await verifyLog(other, checkpoints, options.applied)
    if (fault === null) result.faults.push(`${kind} at entry ${first} was not found`)
    else if (fault.number !== first) result.faults.push(`${kind} at entry ${first} was found at entry ${fault.number}`)
  }
  return result
}
