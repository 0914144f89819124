import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createDatabase, startApp, type App } from './testing/app'
import { operation } from './testing/contract'

const root = resolve(import.meta.dirname, '../../..')

/** Runs a command on a database and a data folder, as `npm run cli` does. */
async function command(database: string, folder: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, NODE_ENV: 'test', DATABASE_URL: database, DATA_DIR: folder, CONFIG_DIR: join(root, 'config'), MIGRATIONS_DIR: join(root, 'prisma') }
  const program = [join(root, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', join(root, 'apps/api/tsconfig.json'), join(root, 'apps/api/src/cli.ts')]
  return (await promisify(execFile)(process.execPath, [...program, ...words], { cwd: root, env })).stdout
}

/** Puts a copy of a database, on which nothing runs, in the place of another. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const nameOf = (url: string) => new URL(url).pathname.slice(1)
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS ${nameOf(to)} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${nameOf(to)} TEMPLATE ${nameOf(from)}`)
  await client.end()
}

async function ask(app: App, query: string, variables: object): Promise<{ id: string; status: string }> {
  const answer = await app.send(query, variables)
  expect(answer.errors).toBeUndefined()
  return Object.values(answer.data)[0] as unknown as { id: string; status: string }
}

test('an older database that is put back, with the keys of now brought back by command, knows nobody who was erased since', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-restore-'))
  const [present, backup] = [await createDatabase(), await createDatabase()]
  const on = async <Result>(work: (app: App) => Promise<Result>): Promise<Result> => {
    const app = await startApp({ variables: { DATABASE_URL: present.url, DATA_DIR: folder } })
    return work(app).finally(() => app.stop())
  }
  try {
    const make = async (app: App, displayName: string) => (await ask(app, operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName, tags: [`${displayName} tag`] } })).id
    const [gone, stays] = await on(async (app) => [await make(app, 'Ada Canary'), await make(app, 'Bea Canary')] as const)
    await copyDatabase(present.url, backup.url)

    const keys = join(folder, 'keys.jsonl')
    await on(async (app) => {
      const { id } = await ask(app, operation('EraseClient'), { input: { clientId: gone, reason: 'Asked to be forgotten' } })
      for (let status = ''; status !== 'FINISHED'; await pause(50)) ({ status } = await ask(app, 'query ($id: ID!) { dataSubjectRequest(id: $id) { status } }', { id }))
    })
    await command(present.url, folder, 'rotate-keys')
    await command(present.url, folder, 'backup-keys', keys)

    await copyDatabase(backup.url, present.url)
    await expect(command(present.url, folder, 'restore-keys', keys)).rejects.toThrow(/Say who acts: --as EMAIL/)
    await expect(command(present.url, folder, 'restore-keys', keys, '--as', 'nobody@brokerage.example')).rejects.toThrow(/There is no active user with the email nobody@brokerage.example in this database/)
    expect(await command(present.url, folder, 'restore-keys', keys, '--as', 'admin@brokersync.local')).toMatch(/1 client\(s\) were erased again/)
    const told = await on((app) => app.send('query ($gone: ID!, $stays: ID!) { gone: client(id: $gone) { displayName } stays: client(id: $stays) { displayName tags } clients(search: "canary") { nodes { displayName tags } totalCount } }', { gone, stays }))
    expect(JSON.stringify(told)).not.toMatch(/ada/i)
    expect(told.errors?.map(({ extensions: { code } }) => code)).toEqual(['GONE'])
    const bea = { displayName: 'Bea Canary', tags: ['Bea Canary tag'] }
    expect(told.data).toEqual({ gone: null, stays: bea, clients: { nodes: [bea], totalCount: 1 } })
  } finally {
    await Promise.all([present.drop(), backup.drop()])
    await rm(folder, { recursive: true, force: true })
  }
}, 120_000)
