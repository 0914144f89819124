import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { adminToken, createDatabase, send, type Answer } from './app'

/** The product running as it is deployed: real processes, reached at one address. */
export interface Deployment {
  name: string
  address: string
  /** The administrator's API token. */
  token: string
  /** Its processes by name: `product`, or `product`, `interactions` and `gateway`. */
  processes: ReadonlyMap<string, ChildProcess>
  send(query: string, variables?: object, token?: string | null): Promise<Answer>
  stop(): Promise<void>
}

interface Program {
  main: 'apps/api/src/main.ts' | 'apps/gateway/src/main.ts'
  variables: Record<string, string>
}

const root = resolve(import.meta.dirname, '../../../..')
const patience = 60_000

/** The processes that were asked to end. */
const asked = new WeakSet<ChildProcess>()

/** Starts a process, and waits until its log tells its address. */
async function start({ main, variables }: Program): Promise<{ process: ChildProcess; address: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], TSX_TSCONFIG_PATH: 'apps/api/tsconfig.json', NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'info', INTROSPECTION: 'on', ...variables },
  })
  let output = ''
  const address = await new Promise<string>((found, failed) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const told = /"address":"([^"]+)"/.exec(output)?.[1]
      if (told !== undefined) found(told)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code, signal) => {
      const told = `${main} ended with ${code ?? signal}:\n${output}`
      failed(new Error(told))
      // What dies in the midst of a test says why, since the test itself sees a broken connection alone.
      if (!asked.has(child)) process.stderr.write(`${told}\n`)
    })
    setTimeout(() => failed(new Error(`${main} does not get ready:\n${output}`)), patience).unref()
  })
  return { process: child, address }
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  asked.add(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** What all processes of one installation share. */
async function installation(): Promise<{ variables: Record<string, string>; remove(): Promise<void> }> {
  const database = await createDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-contract-'))
  const variables = { DATABASE_URL: database.url, DATA_DIR: folder, BROKERSYNC_ADMIN_TOKEN: adminToken, DATABASE_POOL_SIZE: '10' }
  const remove = async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
  return { variables, remove }
}

function deployment(name: string, processes: ReadonlyMap<string, ChildProcess>, address: string, remove: () => Promise<void>): Deployment {
  return {
    name, processes, address, token: adminToken,
    send: (query, variables = {}, token = adminToken) => send(address, query, variables, token),
    async stop() {
      await Promise.all([...processes.values()].map(stopProcess))
      await remove()
    },
  }
}

/** The default: all modules in one process, with the worker that it keeps. */
export async function inOneProcess(): Promise<Deployment> {
  const { variables, remove } = await installation()
  const product = await start({ main: 'apps/api/src/main.ts', variables })
  return deployment('one process', new Map([['product', product.process]]), product.address, remove)
}

/** Below what systems give to outgoing connections, of which one could take it until it is listened at. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(() => true, () => false)
    if (isFree) await once(server.close(), 'close')
    if (isFree) return port
  }
}

/**
 * Interactions apart from the other modules, on one database, behind the gateway.
 * @param answerTimeout seconds that the gateway waits for a process.
 */
export async function inTwoProcesses(answerTimeout = 30): Promise<Deployment> {
  const { variables, remove } = await installation()
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const others = 'access,profiles,segments,documents,sync,compliance'
  const product = await start({ main: 'apps/api/src/main.ts', variables: { ...variables, MODULES: others, PUBLIC_URL: address } })
  const interactions = await start({ main: 'apps/api/src/main.ts', variables: { ...variables, MODULES: 'interactions', WORKER: 'none', PUBLIC_URL: address } })
  const subgraphs = `${others.replaceAll(',', '+')}=${product.address},interactions=${interactions.address}`
  const gateway = await start({ main: 'apps/gateway/src/main.ts', variables: { SUBGRAPHS: subgraphs, PORT: String(port), PUBLIC_URL: address, ANSWER_TIMEOUT: String(answerTimeout) } })
  const processes = new Map([['product', product.process], ['interactions', interactions.process], ['gateway', gateway.process]])
  return deployment('two processes behind the gateway', processes, address, remove)
}
