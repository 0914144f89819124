import PgBoss from 'pg-boss'
import type { Database } from '../../apps/api/src/platform/postgres/database'
import { change, unsealed } from './ground'
import { changeMany, idOf, type OpenPath } from './path'

const queue = 'happened'

/** As its documentation has it: the job is inserted within the mutation's transaction; polled as often as it can be. */
export const openPgBoss: OpenPath = async ({ url, database, ids, handled }) => {
  const boss = new PgBoss({ connectionString: url, max: 10 })
  boss.on('error', (error) => console.error(error))
  await boss.start()
  await boss.createQueue(queue)
  await boss.work<{ number: number }>(queue, { batchSize: 2_000, pollingIntervalSeconds: 0.5 }, async (jobs) => handled(jobs.map(({ data }) => data.number)))
  return {
    send: (number) => within(database, async (db) => {
      await db.executeSql(change, [idOf(ids, number), unsealed])
      await boss.send(queue, { number }, { db })
    }),
    sendMany: (numbers) => within(database, async (db) => {
      await db.executeSql(changeMany, [numbers.map((number) => idOf(ids, number)), unsealed])
      await boss.insert(numbers.map((number) => ({ name: queue, data: { number } })), { db })
    }),
    stop: () => boss.stop({ graceful: false, wait: true }),
  }
}

async function within(database: Database, work: (db: PgBoss.Db) => Promise<void>): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('BEGIN')
    await work({ executeSql: (text, values) => client.query(text, values) })
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}
