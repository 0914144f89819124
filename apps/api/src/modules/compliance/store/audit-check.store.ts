import type { UserId } from '@brokersync/schema/ids'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'

/** What came of checking a stretch of the chain. */
export interface AuditCheck {
  id: string
  at: Date
  actorId: UserId | null
  /** The number of the entry before the first that was checked. */
  fromNumber: number
  toNumber: number
  toHash: Buffer
  /** When the first and the last of them were written; null where there was none. */
  checkedFrom: Date | null
  checkedTo: Date | null
  intact: boolean
  /** The number at which it does not follow, and the id of the entry that stands there, if any. */
  broken: number | null
  firstBrokenId: string | null
}

export const addCheck = (check: AuditCheck): Write => ({
  sql: `INSERT INTO compliance.audit_check (id, at, actor_id, from_number, to_number, to_hash, checked_from, checked_to, intact, first_broken_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING 1`,
  values: [check.id, check.at, check.actorId, check.fromNumber, check.toNumber, check.toHash, check.checkedFrom, check.checkedTo, check.intact, check.firstBrokenId],
})

/** The last check that found nothing broken. */
export async function lastWholeCheck(database: Database): Promise<AuditCheck | null> {
  const rows = await database.query<Omit<AuditCheck, 'broken'> & Record<string, unknown>>(
    `SELECT id, at, actor_id AS "actorId", from_number AS "fromNumber", to_number AS "toNumber", to_hash AS "toHash", checked_from AS "checkedFrom",
       checked_to AS "checkedTo", intact, first_broken_id AS "firstBrokenId" FROM compliance.audit_check WHERE intact ORDER BY to_number DESC, at DESC LIMIT 1`,
  )
  const [row] = rows
  return row === undefined ? null : { ...row, broken: null }
}
