import type { ClientId } from '@brokersync/schema/ids'
import type { Database } from '../postgres/database'
import type { Write } from '../postgres/commit'

/** Tables of a module by what a certificate calls their rows, each with the column that names the client. */
export type ClientTables = Readonly<Record<string, { table: string; client?: string }>>

/** The deletion of all rows of a client in some tables, and how many there are of each. */
export async function eraseRows(database: Database, clientId: ClientId, tables: ClientTables): Promise<{ writes: Write[]; removed: Record<string, number> }> {
  const counted = await Promise.all(
    Object.entries(tables).map(async ([what, { table, client = 'client_id' }]) => {
      const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table} WHERE ${client} = $1`, [clientId])
      return [what, row?.count ?? 0] as const
    }),
  )
  return {
    writes: Object.values(tables).map(({ table, client = 'client_id' }) => ({ sql: `DELETE FROM ${table} WHERE ${client} = $1 RETURNING 1`, values: [clientId] })),
    removed: Object.fromEntries(counted.filter(([, count]) => count > 0)),
  }
}
