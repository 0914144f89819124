import type { RollUp } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import { badInput } from '../errors/domain-error'
import type { Database } from '../postgres/database'
import type { Reach } from './reach'
import { directoryColumns, reachValues, reachWidth, withinReach } from './reach-sql'

/** More are not read as one. */
const most = 200

/** On every step only whom the reach covers: what is out of sight joins nobody, or it would show by whom it joins. */
const step = (schema: string, of: string) => `JOIN ${schema}.directory_client d ON d.client_id = ${of} AND ${withinReach(directoryColumns, 2)}`

const membersSql: Readonly<Record<RollUp, (schema: string) => string>> = {
  HOUSEHOLD: (schema) => `SELECT $1::uuid
    UNION SELECT d.client_id FROM member m JOIN ${schema}.directory_relation r ON r.kind = 'HOUSEHOLD' AND (r.from_id = m.id OR r.to_id = m.id)
      ${step(schema, 'CASE WHEN r.from_id = m.id THEN r.to_id ELSE r.from_id END')}`,
  COMPANY: (schema) => `(SELECT $1::uuid
      UNION SELECT d.client_id FROM ${schema}.directory_relation r ${step(schema, 'r.to_id')} WHERE r.from_id = $1 AND r.kind IN ('ACTS_FOR', 'OWNS'))
    UNION SELECT d.client_id FROM member m JOIN ${schema}.directory_relation r ON r.to_id = m.id AND r.kind IN ('ACTS_FOR', 'OWNS', 'SUBSIDIARY_OF')
      ${step(schema, 'r.from_id')}`,
}

/**
 * A client, and whom the reach covers of those who belong together with it: its household; or the company that it is, or whose it is, with its
 * people, its subsidiaries and theirs.
 * @throws {DomainError} BAD_USER_INPUT where there are more than 200.
 */
export async function togetherWith(database: Database, schema: string, { id, rollUp, reach }: { id: ClientId; rollUp: RollUp; reach: Reach }): Promise<ClientId[]> {
  const sql = `WITH RECURSIVE member (id) AS (${membersSql[rollUp](schema)}) SELECT id FROM member LIMIT $${reachWidth + 2}`
  const rows = await database.query<{ id: ClientId }>(sql, [id, ...reachValues(reach), most + 1])
  if (rows.length > most) throw badInput([{ path: 'rollUp', message: `more than ${most} clients belong together here: read them one by one` }])
  return rows.map((row) => row.id)
}
