import type { App } from '../../../testing/app'

/**
 * How many rows name a client, by table: what is left of one that was erased. That it was, as directories, the index of names ("Erased client") and
 * compliance's own evidence tell, is no part of it.
 */
export async function leftOf({ runtime: { database }, environment }: App, clientId: string): Promise<Record<string, number>> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
     WHERE column_name = 'client_id' AND table_name <> 'directory_client' AND table_name NOT LIKE 'client\\_name%' AND table_schema = ANY ($1) AND table_schema <> 'compliance'`,
    [environment.MODULES],
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${name} WHERE client_id = $1`, [clientId])
    if ((row?.count ?? 0) > 0) counts[name] = row?.count ?? 0
  }
  return counts
}
