import type { Database } from './database'

/** What the kept form of an idempotency key begins with. */
export const keptMark = 'hmac:'

const batch = 5_000

/** Turns the idempotency keys that earlier versions kept in clear into their kept form. There are none left after the first start of this version. */
export async function hashKeysInClear(database: Database, schema: string, kept: (claim: { caller: string; operation: string; key: string }) => string): Promise<void> {
  for (;;) {
    const rows = await database.query<{ caller: string; operation: string; key: string }>(`SELECT caller, operation, key FROM ${schema}.claim WHERE key NOT LIKE '${keptMark}%' LIMIT ${batch}`)
    if (rows.length === 0) return
    await database.query(
      `WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS a(caller, operation, key, kept)),
         removed AS (DELETE FROM ${schema}.claim c USING asked a WHERE (c.caller, c.operation, c.key) = (a.caller, a.operation, a.key)
           RETURNING c.caller, c.operation, a.kept, c.input_hash, c.result_id, c.at)
       INSERT INTO ${schema}.claim (caller, operation, key, input_hash, result_id, at) SELECT * FROM removed ON CONFLICT DO NOTHING`,
      [rows.map(({ caller }) => caller), rows.map(({ operation }) => operation), rows.map(({ key }) => key), rows.map(kept)],
    )
  }
}
