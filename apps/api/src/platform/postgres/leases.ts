import pg from 'pg'
import type { Logger } from '../telemetry/logger'
import { ofOne } from './one-connection'

/** Which of several processes does a thing: one holds the lease (an advisory lock), and it passes on when that one dies. */
export interface Leases {
  /** Whether this process holds the lease now; asks for it when nobody does. */
  holds(name: string): Promise<boolean>
  close(): Promise<void>
}

/** Milliseconds for which a lease that another process holds is not asked for again: it passes on seldom, and every event would ask. */
const askAgainAfter = 250

/** Keeps all of a process's leases on one connection of its own; when that is lost, so are they. */
export function openLeases(url: string, logger: Logger): Leases {
  let connection: Promise<pg.Client> | null = null
  let current: pg.Client | null = null
  let held = new Set<string>()
  const refusedAt = new Map<string, number>()

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, ...ofOne })
    const lost = () => {
      if (current !== client) return
      held = new Set()
      connection = null
    }
    current = client
    client.on('error', lost).on('end', lost)
    await client.connect()
    return client
  }

  const ask = async (name: string): Promise<boolean> => {
    if (held.has(name)) return true
    try {
      connection ??= connect()
      const client = await connection
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got', [`brokersync ${name}`])
      if (rows[0]?.got === true) held.add(name)
      else refusedAt.set(name, Date.now())
      return held.has(name)
    } catch (error) {
      connection = null
      current?.end().catch(() => undefined)
      logger.debug({ name, error: String(error) }, 'a lease cannot be asked for')
      return false
    }
  }

  // One question at a time: there is one connection.
  let turn: Promise<unknown> = Promise.resolve()
  return {
    holds(name) {
      if (held.has(name)) return Promise.resolve(true)
      if (Date.now() - (refusedAt.get(name) ?? 0) < askAgainAfter) return Promise.resolve(false)
      const answer = turn.then(() => ask(name))
      turn = answer
      return answer
    },
    async close() {
      const client = await connection?.catch(() => null)
      held = new Set()
      await client?.end().catch(() => undefined)
    },
  }
}
