import pg from 'pg'
import type { ExpectedClient } from './expected'
import type { Complain } from './load'

/** A question to the database, and what it must answer: rows are faults. */
interface Question {
  fault: string
  sql: string
}

const questions: readonly Question[] = [
  { fault: 'positions of the log are missing', sql: 'SELECT position FROM (SELECT position, row_number() OVER (ORDER BY position) AS n FROM bus.log) l WHERE position <> n' },
  { fault: 'the log’s head is not its last position', sql: 'SELECT h.position FROM bus.head h WHERE h.position <> (SELECT coalesce(max(position), 0) FROM bus.log)' },
  { fault: 'events were left in an outbox', sql: 'SELECT event_id FROM profiles.outbox UNION ALL SELECT event_id FROM interactions.outbox' },
  { fault: 'lanes are parked', sql: 'SELECT lane FROM profiles.parked_event UNION ALL SELECT lane FROM interactions.parked_event' },
  {
    fault: 'clients’ versions and their events do not match one to one, in order',
    sql: `SELECT c.id FROM profiles.client c LEFT JOIN (
            SELECT subject, array_agg(version ORDER BY position) AS versions FROM bus.log WHERE module = 'profiles' GROUP BY subject) e ON e.subject = c.id::text
          WHERE e.versions IS DISTINCT FROM (SELECT array_agg(v ORDER BY v) FROM generate_series(1, c.version) v)`,
  },
  {
    fault: 'clients’ versions and their rows of audit do not match one to one',
    sql: `SELECT c.id FROM profiles.client c LEFT JOIN (
            SELECT subject_id, count(*) AS n FROM (SELECT subject_type, subject_id, reads FROM profiles.audit UNION ALL SELECT subject_type, subject_id, reads FROM bus.audit UNION ALL SELECT subject_type, subject_id, reads FROM compliance.audit_entry) AS audit
              WHERE subject_type = 'Client' AND reads IS NULL GROUP BY subject_id) a ON a.subject_id = c.id::text
          WHERE a.n IS DISTINCT FROM c.version::bigint`,
  },
  {
    fault: 'the interactions module knows other clients than there are',
    sql: `SELECT id FROM profiles.client c FULL JOIN interactions.directory_client d ON d.client_id = c.id WHERE d.version IS DISTINCT FROM c.version`,
  },
]

/** Whether log, audit and projections say of each acknowledged change that it happened once. */
export async function checkDatabase(url: string, expected: ReadonlyMap<string, ExpectedClient>, complain: Complain): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const { fault, sql } of questions) {
      const { rows } = await client.query<Record<string, unknown>>(sql)
      if (rows.length > 0) complain(`${fault}: ${rows.length}, such as ${JSON.stringify(rows[0])}`)
    }
    const recorded = [...expected.values()].reduce((sum, { interactions }) => sum + interactions.size, 0)
    const { rows } = await client.query<{ events: string }>(`SELECT count(*) AS events FROM bus.log WHERE module = 'interactions'`)
    if (Number(rows[0]?.events) !== recorded) complain(`the log holds ${rows[0]?.events} interactions, ${recorded} were acknowledged`)
  } finally {
    await client.end()
  }
}
