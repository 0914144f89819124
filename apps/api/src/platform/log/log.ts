import type { EventId, UserId } from '@brokersync/schema/ids'
import type { Database } from '../postgres/database'
import type { Signals } from '../postgres/signals'
import { Recent } from './recent'

/** An event as it stands in the log. */
export interface LoggedEvent {
  /** Gapless, in the order in which consumers see events. */
  position: number
  id: EventId
  module: string
  type: string
  subject: string
  version: number
  at: Date
  actorId: UserId | null
  requestId: string
  data: Readonly<Record<string, unknown>>
}

/** The platform's log, read by position. */
export interface Log {
  /** The last position. */
  head(): Promise<number>
  /**
   * Events after a position, oldest first, at most `limit`, of some types alone where they are given, up to a position or the
   * log's end; and how far that is, as of the same instant.
   */
  read(span: { after: number; limit: number; types?: readonly string[] | undefined; upTo?: number | undefined }): Promise<{ events: LoggedEvent[]; end: number }>
  /** Where an event stands, or null while it is on its way. */
  positionOf(id: EventId): Promise<number | null>
  /** Calls back whenever the log may have grown. @returns how to stop. */
  onGrowth(listener: () => void): () => void
}

export const logGrew = 'log'

const columns = `position, event_id AS id, module, type, subject, version, at, actor_id AS "actorId", request_id AS "requestId", data`

export function openLog(database: Database, signals: Signals): Log {
  const readFrom = async ({ after, limit, types, upTo }: Parameters<Log['read']>[0]): ReturnType<Log['read']> => {
    const rows = await database.query<{ end: number; position: number | null }>(
      `SELECT least(h.position, coalesce($4, h.position)) AS end, e.*
       FROM bus.head h LEFT JOIN LATERAL (
         SELECT ${columns} FROM bus.log
         WHERE position > $1 AND position <= least(h.position, coalesce($4, h.position)) AND ($2::text[] IS NULL OR type = ANY ($2)) ORDER BY position LIMIT $3
       ) e ON true`,
      [after, types ?? null, limit, upTo ?? null],
    )
    const events = rows.filter((row) => row.position !== null) as unknown as LoggedEvent[]
    return { events, end: rows[0]?.end ?? 0 }
  }
  const recent = new Recent((after, limit) => readFrom({ after, limit }))
  // Before whoever follows the log is told: each then finds what came.
  signals.on(logGrew, () => recent.grown())
  return {
    async head() {
      recent.grown()
      return recent.head()
    },
    async read(span) {
      const { after, limit, types, upTo } = span
      const head = await recent.head()
      const end = Math.min(head, upTo ?? head)
      const held = recent.between(after, end)
      if (held === null) return readFrom(span)
      return { events: held.filter(({ type }) => types?.includes(type) ?? true).slice(0, limit), end }
    },
    async positionOf(id) {
      const [row] = await database.query<{ position: number }>('SELECT position FROM bus.log WHERE event_id = $1', [id])
      return row?.position ?? null
    },
    onGrowth: (listener) => signals.on(logGrew, listener),
  }
}
