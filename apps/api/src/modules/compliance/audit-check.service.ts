import { z } from 'zod'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Surroundings } from '../../platform/module'
import type { Database } from '../../platform/postgres/database'
import { firstBroken, type ChainEnd } from './audit-chain'
import { chainHead, readChain } from './store/audit-chain.store'
import { addCheck, lastWholeCheck, type AuditCheck } from './store/audit-check.store'
import { checkpointBefore, lastCheckpoint } from './store/audit-checkpoint.store'

const today = () => new Date().toISOString().slice(0, 10)
const checkInput = z.object({ from: z.iso.date('must be a day like 2026-11-01').refine((day) => day <= today(), 'must not lie in the future (UTC)').nullable() })
const batch = 2_000
const beginning: ChainEnd = { number: 0, hash: Buffer.alloc(32) }

/** Whether the chain in the database holds, for who asks in the page; an auditor who trusts nobody uses `verify-audit`. */
export class AuditCheckService {
  constructor(private readonly parts: { database: Database; commit: Surroundings['commit'] }) {}

  lastWhole(): Promise<AuditCheck | null> {
    return lastWholeCheck(this.parts.database)
  }

  /**
   * Hashes the entries anew, from a day on (null: from the last whole check, or the beginning), and compares them with one another, with
   * the chain's end and with the last signed checkpoint.
   * @throws {DomainError} BAD_USER_INPUT.
   */
  async check({ origin }: RequestContext, from: string | null): Promise<AuditCheck> {
    const { database, commit } = this.parts
    readInput(checkInput, { from })
    const head = await chainHead(database)
    const signed = await lastCheckpoint(database)
    const start = await this.startOf(from)
    const found = await this.follow(start, head, signed)
    const check: AuditCheck = { id: uuidv7(), at: new Date(), actorId: origin.actorId, fromNumber: start.number, ...found, intact: found.firstBrokenId === null && found.broken === null }
    const audit = [{ action: 'verifyAudit', subject: { type: 'AuditCheck', id: check.id }, clientIds: [], changes: null }]
    await commit({ writes: [addCheck(check)], audit }, origin)
    return check
  }

  private async startOf(from: string | null): Promise<ChainEnd> {
    if (from !== null) {
      const before = await checkpointBefore(this.parts.database, new Date(`${from}T00:00:00Z`))
      return before === null ? beginning : { number: before.number, hash: before.hash }
    }
    const whole = await this.lastWhole()
    return whole === null ? beginning : { number: whole.toNumber, hash: whole.toHash }
  }

  private async follow(start: ChainEnd, head: ChainEnd, signed: ChainEnd | null): Promise<Pick<AuditCheck, 'toNumber' | 'toHash' | 'checkedFrom' | 'checkedTo' | 'firstBrokenId' | 'broken'>> {
    let [end, checkedFrom, checkedTo] = [start, null as Date | null, null as Date | null]
    const result = (broken: number | null, firstBrokenId: string | null) => ({ toNumber: end.number, toHash: end.hash, checkedFrom, checkedTo, broken, firstBrokenId })
    while (end.number < head.number) {
      const entries = await readChain(this.parts.database, { after: end.number, limit: Math.min(batch, head.number - end.number) })
      const broken = firstBroken(end, entries) ?? entries.find(({ number, hash }) => number === signed?.number && !hash.equals(signed.hash))?.number ?? null
      if (broken !== null) return result(broken, (entries.find(({ number }) => number >= broken) ?? entries.at(-1))?.id ?? null)
      const last = entries.at(-1)
      // The end of the chain is known: what is missing before it was cut off.
      if (last === undefined) return result(end.number + 1, null)
      checkedFrom ??= entries[0]?.at ?? null
      checkedTo = last.at
      end = { number: last.number, hash: last.hash }
    }
    return result(end.hash.equals(head.hash) ? null : head.number, null)
  }
}
