import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The product as `npm start` runs it, with its own data folder and port. */
export interface Product {
  process: ChildProcess
  url: string
  /** The process ids of the server and of its database, as their own files tell them. */
  pids(): { server: number; postgres: number }
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>
}

/** Runs what `npm start` runs; resolves at once, before anything answers. */
export function launch(options: { dataDir: string; port: number; env?: Readonly<Record<string, string>>; output?: 'ignore' | 'inherit' }): Product {
  const { dataDir, port, env, output = 'ignore' } = options
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), ...env },
    stdio: ['ignore', output, output],
    detached: true,
  })
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    pids: () => ({
      server: Number(JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')).server.pid),
      postgres: Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]),
    }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
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
