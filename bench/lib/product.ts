import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { holderOf } from '../../scripts/lib/lock.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The product as `npm start` runs it, with its own data folder and port. */
export interface Product {
  process: ChildProcess
  url: string
  /** The process ids of the server and of its database, as their own files tell them; undefined before this start has them. */
  pids(): { server: number; postgres: number } | undefined
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>
}

/** Runs what `npm start` runs, with these words behind it, and returns before anything answers; what it says goes to `product.log` in its data folder. */
export function launch(options: { dataDir: string; port: number; env?: Readonly<Record<string, string>>; words?: readonly string[] }): Product {
  const { dataDir, port, env, words = [] } = options
  const output = openSync(join(dataDir, 'product.log'), 'a', 0o600)
  const child = spawn(process.execPath, ['scripts/start.mjs', ...words], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), ...env },
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    pids() {
      const lock = holderOf(join(dataDir, 'running.json'))
      if (lock?.server === undefined || lock.pid !== child.pid) return undefined
      return { server: lock.server.pid, postgres: Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]) }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** Waits till a start has its server, which may be after the one that another start left behind has ended. */
export async function whenLaunched(product: Product, within: number): Promise<{ server: number; postgres: number }> {
  for (const end = performance.now() + within; performance.now() < end; ) {
    const pids = product.pids()
    if (pids !== undefined) return pids
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('npm start does not come to start its server')
}

/** Waits for a GET to be answered with 200. @returns its body. */
export async function whenAnswers(url: string, options: { accept?: string; within: number; every?: number }): Promise<string> {
  const { accept = '*/*', within, every = 10 } = options
  for (const end = performance.now() + within; performance.now() < end; ) {
    const response = await fetch(url, { headers: { accept } }).catch(() => undefined)
    if (response?.status === 200) return response.text()
    await response?.body?.cancel()
    await new Promise((resolve) => setTimeout(resolve, every))
  }
  throw new Error(`${url} does not answer`)
}
