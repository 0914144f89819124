import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, anOrder, answered, timelineOf } from './testing/recording'

let app: App
let broker: Person
let clientId: string

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
  clientId = await aClientOf(app, broker)
})
afterAll(() => app.stop())

const record = async (name: string, input: object) => answered(await app.send(operation(name), { input: { clientId, ...input } }, broker.token))

/** In how many rows of a table a word stands as it is, in text or in bytes. */
async function rowsWith(word: string, table: string): Promise<number> {
  const [row] = await app.runtime.database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table} AS row WHERE row::text ILIKE $1 OR row::text ILIKE $2`, [
    `%${word}%`, `%${Buffer.from(word).toString('hex')}%`,
  ])
  return row?.n ?? 0
}

test('what was written stands nowhere in clear: not in the log, nor in the tables, nor in the audit', async () => {
  const word = 'quizzaciously'
  const at = { occurredAt: '2026-11-20T10:00:00Z' }
  await record('LogCommunication', { ...at, channel: 'CALL', direction: 'INBOUND', participants: [word], subject: word, body: word, nextStep: { title: word } })
  await record('RecordOrderEvent', anOrder(clientId, { account: word, brokerNote: word }))
  await record('RecordClientEvent', { ...at, eventType: 'OTHER', description: word })
  await record('AddNote', { ...at, body: word })
  await record('RecordFeedback', { ...at, topic: 'OTHER', body: word })
  const { id } = await record('RecordRecommendation', { ...at, body: word })
  answered(await app.send(operation('AnswerRecommendation'), { input: { id, outcome: 'IGNORED', answeredAt: '2026-11-21T10:00:00Z' } }, broker.token))
  answered(await app.send(operation('RecordMarketMove'), { input: { ...at, commodity: 'WHEAT', changePercent: '1', description: word } }, broker.token))
  const tables = await app.runtime.database.query<{ name: string }>(`SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('interactions', 'bus')`)
  expect(tables.length).toBeGreaterThan(10)
  for (const { name } of tables) expect([name, await rowsWith(word, name)]).toEqual([name, 0])
  expect(await rowsWith('order.filled', 'bus.log')).toBe(1)
})

test('who read which client’s timeline stands in the audit before the answer leaves', async () => {
  await timelineOf(app, clientId, {}, broker.token)
  const rows = await app.runtime.database.query(`SELECT actor_id, client_ids FROM ${auditIn(app)} WHERE action = $1 AND 'timeline' = ANY (reads)`, ['read query TimelineWindow'])
  expect(rows).toEqual([{ actor_id: broker.id, client_ids: [clientId] }])
})

test('what was recorded stands in the audit in the transaction of its event, with who did it', async () => {
  const { id } = await record('AddNote', { body: 'Prefers calls' })
  const rows = await app.runtime.database.query(`SELECT action, actor_id, subject_type, client_ids FROM ${auditIn(app)} WHERE subject_id = $1`, [id])
  expect(rows).toEqual([{ action: 'note.added', actor_id: broker.id, subject_type: 'Note', client_ids: [clientId] }])
})
