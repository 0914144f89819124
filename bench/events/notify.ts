import pg from 'pg'
import { change, unsealed } from './ground'
import { changeMany, idOf, type OpenPath } from './path'

const channel = 'happened'

/** The limit: Postgres tells a listening connection at commit. Nothing keeps the message for whoever does not listen. */
export const openNotify: OpenPath = async ({ url, database, ids, handled }) => {
  const listener = new pg.Client({ connectionString: url })
  await listener.connect()
  listener.on('notification', ({ payload = '' }) => handled(payload.split(' ').map(Number)))
  await listener.query(`LISTEN ${channel}`)
  const tell = async (sql: string, id: unknown, numbers: readonly number[]) => {
    await database.query(`WITH changed AS (${sql}), done AS (SELECT count(*) FROM changed) SELECT pg_notify('${channel}', $3) FROM done`, [id, unsealed, numbers.join(' ')])
  }
  return {
    send: (number) => tell(change, idOf(ids, number), [number]),
    sendMany: (numbers) => tell(changeMany, numbers.map((number) => idOf(ids, number)), numbers),
    stop: () => listener.end(),
  }
}
