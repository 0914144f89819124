import type { Write } from '../postgres/commit'
import type { Database } from '../postgres/database'
import type { LoggedEvent } from './log'

/** The lanes of a consumer that wait for an operator, each with the events that came for it since. */
export interface Parked {
  lanes(): Promise<Set<string>>
  /** The first event of each lane that may go on. */
  resumed(): Promise<{ position: number; lane: string }[]>
  /** Puts an event into its lane. */
  park(event: LoggedEvent, error: unknown): Write
  /** Takes an event out of its lane: it was handled. */
  release(position: number): Write
  /** Stops a lane that went on and failed again. */
  stop(lane: string, error: unknown): Promise<void>
}

export function parkedOf(database: Database, schema: string, consumer: string): Parked {
  const table = `${schema}.parked_event`
  return {
    async lanes() {
      const rows = await database.query<{ lane: string }>(`SELECT DISTINCT lane FROM ${table} WHERE consumer = $1`, [consumer])
      return new Set(rows.map((row) => row.lane))
    },
    resumed: () => database.query(`SELECT min(position) AS position, lane FROM ${table} WHERE consumer = $1 GROUP BY lane HAVING bool_or(resumed) ORDER BY 1`, [consumer]),
    park: (event, error) => ({
      sql: `INSERT INTO ${table} (consumer, position, lane, error) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
      values: [consumer, event.position, event.subject, String(error)],
    }),
    release: (position) => ({ sql: `DELETE FROM ${table} WHERE consumer = $1 AND position = $2 RETURNING 1`, values: [consumer, position], expect: 1, what: 'parked event' }),
    async stop(lane, error) {
      await database.query(`UPDATE ${table} SET resumed = false, error = $3 WHERE consumer = $1 AND lane = $2`, [consumer, lane, String(error)])
    },
  }
}

/** Lets a parked lane go on. @returns how many events wait in it. */
export async function resumeLane(database: Database, schema: string, consumer: string, lane: string): Promise<number> {
  const rows = await database.query(`UPDATE ${schema}.parked_event SET resumed = true WHERE consumer = $1 AND lane = $2 RETURNING 1`, [consumer, lane])
  return rows.length
}
