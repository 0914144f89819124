import type { Database } from '../../apps/api/src/platform/postgres/database'
import { schema } from './ground'

/** A way from a mutation to whoever handles that it happened; each mutation has a number by which it is told apart. */
export interface Path {
  /** Changes one client; resolves when the change and its message are durable. */
  send(number: number): Promise<void>
  /** Changes as many clients as there are numbers, in one transaction, with a message for each. */
  sendMany(numbers: readonly number[]): Promise<void>
  stop(): Promise<void>
}

/** What a path is opened on. */
export interface PathGround {
  url: string
  database: Database
  /** Clients by index; numbers beyond their count begin anew. */
  ids: readonly string[]
  /** Is called where a handler of the product would do its work. */
  handled(numbers: readonly number[]): void
}

export type OpenPath = (ground: PathGround) => Promise<Path>

/** The many changes in one statement, the same for every path: `$1` ids, `$2` bytes. */
export const changeMany = `UPDATE ${schema}.client SET identity = $2, version = version + 1, updated_at = now() WHERE id = ANY ($1::uuid[]) RETURNING version`

export const idOf = (ids: readonly string[], number: number): string => ids[number % ids.length] ?? ''
