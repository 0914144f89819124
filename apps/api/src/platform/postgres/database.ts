import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Logger } from '../telemetry/logger'
import { isUnavailable } from '../breaker'
import { badInput, unavailable } from '../errors/domain-error'
import { GuardedPool } from './guarded-pool'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Row = Record<string, unknown>

/** Where a module's statements go: one pool of connections, statements prepared. */
export interface Database {
  /** Runs one statement and gives its rows, which are what the caller says of them: it knows what was written. @throws {DomainError} UNAVAILABLE when Postgres cannot be reached, or does not answer within two seconds. */
  query<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>
  /** The same, planned anew for its values: for a statement whose best plan hangs on how frequent they are, where Postgres would soon take one plan for all. */
  queryUnprepared<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>
  /** Runs several statements in one transaction on one connection; for work off the hot path. */
  transaction<Result>(work: (query: Database['query']) => Promise<Result>): Promise<Result>
  readonly pool: pg.Pool
  close(): Promise<void>
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  names.set(text, name)
  return name
}

// Connection failures, and Postgres starting, stopping or out of connections or disk (SQLSTATE classes 08, 53, 57).
const away = /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|08|53|57P)/

/** Whether an error says that the store is away, and the same may work in a moment. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return away.test(code) || /Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)/.test(error.message)
}

// Postgres keeps no NUL in a text (SQLSTATE 22021), nor in one within JSON (22P05).
const unkeepable = /^(22021|22P05)$/

function told(error: unknown): unknown {
  if (isUnavailable(error)) return error
  if (isAway(error)) return Object.assign(unavailable('The database'), { cause: error })
  if (error instanceof Error && 'code' in error && unkeepable.test(String(error.code))) {
    return Object.assign(badInput([{ path: '', message: 'holds a character that no text may hold (U+0000)' }]), { cause: error })
  }
  return error
}

/** Opens a pool to a Postgres, and asks from then on whether it answers. */
export function openDatabase(url: string, options: { size: number; logger: Logger }): Database {
  const pool = new GuardedPool(url, options)
  const ask = async <R extends object>(client: pg.Pool | pg.PoolClient, statement: pg.QueryConfig): Promise<R[]> => {
    try {
      const result = await client.query<R>(statement)
      pool.answered()
      return result.rows
    } catch (error) {
      throw told(error)
    }
  }
  const run = <R extends object>(client: pg.Pool | pg.PoolClient, text: string, values: readonly unknown[] = []) => ask<R>(client, { name: nameOf(text), text, values: [...values] })
  return {
    pool,
    query: (text, values) => run(pool, text, values),
    queryUnprepared: (text, values = []) => ask(pool, { text, values: [...values] }),
    async transaction(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw told(error)
      })
      try {
        await client.query('BEGIN')
        const result = await work((text, values) => run(client, text, values))
        await client.query('COMMIT')
        client.release()
        return result
      } catch (error) {
        await client.query('ROLLBACK').then(() => client.release(), (failure: Error) => client.release(failure))
        throw told(error)
      }
    },
    close: () => pool.end(),
  }
}
