import 'reflect-metadata'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { readEnvironment, type Environment, type ModuleName } from '../environment'
import { moduleFactories } from '../module-list'
import { startRuntime, type Runtime } from '../platform/runtime'
import { serve, type Served } from '../platform/serve'
import { createLogger } from '../platform/telemetry/logger'

/** The administrator's token of every test. */
export const adminToken = 'test-administrator-token-0123456789abcdef'

/** A GraphQL response, its data taken on trust: the test says what it expects. */
export interface Answer {
  // A test reads what it asked for; a wrong guess fails its expectation.
  data: Record<string, never>
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> & { code: string } }[]
}

/** The product, running on a database of its own. */
export interface App {
  environment: Environment
  runtime: Runtime
  served: Served
  databaseUrl: string
  /** Sends an operation, as the administrator where no token is given. */
  send(query: string, variables?: object, token?: string | null): Promise<Answer>
  stop(): Promise<void>
}

const root = resolve(import.meta.dirname, '../../../..')

/** A new, empty database on the tests' Postgres. @returns its URL, and how to drop it. */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) throw new Error('TEST_DATABASE_URL is missing: `npm test` sets it')
  const name = `test_${process.pid}_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await run(`CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

/** Starts the product, whole or some of its modules, on a free port. */
export async function startApp(options: { modules?: readonly ModuleName[]; variables?: Record<string, string> } = {}): Promise<App> {
  const database = await createDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-test-'))
  const environment = readEnvironment({
    NODE_ENV: 'test', PORT: '0', DATABASE_URL: database.url, DATA_DIR: folder, CONFIG_DIR: join(root, 'config'), WEB_DIR: join(root, 'apps/web/dist'),
    MIGRATIONS_DIR: join(root, 'prisma'), BROKERSYNC_ADMIN_TOKEN: adminToken, LOG_LEVEL: 'warn', INTROSPECTION: 'on', WORKER: 'none',
    ...(options.modules && { MODULES: options.modules.join(',') }),
    ...options.variables,
  })
  const logger = createLogger(environment.LOG_LEVEL)
  const runtime = await startRuntime({ environment, logger, factories: moduleFactories })
  const served = await serve({ runtime, environment, logger })
  return {
    environment, runtime, served, databaseUrl: database.url,
    send: (query, variables = {}, token = adminToken) => send(served.address, query, variables, token),
    async stop() {
      await served.drain()
      await runtime.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Sends one operation over HTTP, with an API token, or with the cookie of a session as our own page would. */
export async function send(address: string, query: string, variables: object, token: string | null): Promise<Answer> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials(address, token) },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as Answer
}

function credentials(address: string, token: string | null): Record<string, string> {
  if (token === null) return {}
  return token.includes('=') ? { cookie: token, origin: address } : { authorization: `Bearer ${token}` }
}
