import pg from 'pg'
import { expect, test } from 'vitest'
import { createDatabase, startApp } from '../../testing/app'
import { operation } from '../../testing/contract'

async function count(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: string }>(sql).finally(() => client.end())
  return Number(rows[0]?.count)
}

test('keys can be kept in a database of their own', async () => {
  const keys = await createDatabase()
  const app = await startApp({ modules: ['access', 'profiles'], variables: { KEYS_DATABASE_URL: keys.url } })
  const made = await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Kept apart' } })
  expect(made.errors).toBeUndefined()
  expect(await count(keys.url, `SELECT count(*) FROM keys.data_key WHERE class = 'identity'`)).toBe(1)
  expect(await count(app.databaseUrl, `SELECT count(*) FROM pg_namespace WHERE nspname = 'keys'`)).toBe(0)
  await app.stop()
  await keys.drop()
})
