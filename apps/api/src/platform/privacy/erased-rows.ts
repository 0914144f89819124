import type { ClientId } from '@brokersync/schema/ids'
import type { Database } from '../postgres/database'
import type { Write } from '../postgres/commit'

/** Rows of a client in a table: `client` is the column that names it; `only` leaves some of them, by SQL whose values are counted from `$2` on. */
export interface ClientTable {
  table: string
  client?: string
  only?: { where: string; values: readonly unknown[] }
}

/** Tables of a module by what a certificate calls their rows. */
export type ClientTables = Readonly<Record<string, ClientTable>>

const rowsOf = ({ table, client = 'client_id', only }: ClientTable) => `FROM ${table} WHERE ${client} = $1${only === undefined ? '' : ` AND ${only.where}`}`

/** The deletion of the rows of a client in some tables, and how many there are of each. */
export async function eraseRows(database: Database, clientId: ClientId, tables: ClientTables): Promise<{ writes: Write[]; removed: Record<string, number> }> {
  const counted = await Promise.all(
    Object.entries(tables).map(async ([what, table]) => {
      const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count ${rowsOf(table)}`, [clientId, ...(table.only?.values ?? [])])
      return [what, row?.count ?? 0] as const
    }),
  )
  return {
    writes: Object.values(tables).map((table) => ({ sql: `DELETE ${rowsOf(table)} RETURNING 1`, values: [clientId, ...(table.only?.values ?? [])] })),
    removed: Object.fromEntries(counted.filter(([, count]) => count > 0)),
  }
}
