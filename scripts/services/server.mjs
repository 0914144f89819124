import { spawn } from 'node:child_process'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { Failure } from '../lib/failure.mjs'
import { isAlive } from '../lib/lock.mjs'
import { root } from '../lib/paths.mjs'
import { commandLineOf, signalGroup, stopProcess, until } from '../lib/processes.mjs'

/** As it stands in its process's command line. */
const program = 'apps/api/dist/main.js'

/** The server finishes what it has accepted; after this long it is ended all the same. @type {[NodeJS.Signals, number][]} */
const stopping = [
  ['SIGTERM', 30_000],
  ['SIGKILL', 5_000],
]

/**
 * Starts the server as a child with a process group of its own, so that Ctrl-C reaches it by way of this process alone. It loads its
 * program while the databases come up, and is told where they are once they are there.
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {Promise<Record<string, string>>} options.databases the rest of its environment
 * @param {string} options.url where it will answer
 * @param {AbortSignal} options.ending
 * @param {(pid: number) => Promise<void>} options.onSpawn
 * @returns {Promise<import('./supervisor.mjs').Service>} when it answers
 */
export async function startServer({ env, databases, url, ending, onSpawn }) {
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    cwd: root,
    env: { ...env, ENVIRONMENT_FOLLOWS: 'true' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const { pid } = child
  if (!pid) throw new Failure('The server could not be started: no process can be made on this machine.')
  let running = true
  /** @type {Promise<Failure>} */
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      running = false
      // Its worker has no one to report to any more.
      signalGroup(pid, 'SIGTERM')
      // A server that ends by itself has said why in a sentence of its own.
      resolve(new Failure(signal ? `It was ended by ${signal}.` : '', code ?? 1))
    })
  })
  const stop = async () => {
    await stopProcess(pid, stopping)
    signalGroup(pid, 'SIGKILL')
  }
  try {
    const rest = await databases
    await onSpawn(pid)
    if (running) child.send(rest, () => undefined)
    await until(async () => !running || ending.aborted || isHealthy(url), Infinity)
    ending.throwIfAborted()
  } catch (error) {
    await stop()
    throw error
  }
  if (!running) throw await ended
  return { ended, stop }
}

/**
 * Ends a server that a killed start left behind, and its worker.
 * @param {import('../lib/lock.mjs').ProcessName | undefined} left
 */
export async function stopLeftoverServer(left) {
  if (!left || !(await isAlive(left))) return
  const line = await commandLineOf(left.pid)
  if (line !== '' && !line.includes(program)) return
  console.log(`Ending the server that a killed start left behind (pid ${left.pid}) …`)
  await stopProcess(left.pid, stopping)
  signalGroup(left.pid, 'SIGKILL')
}

/** @param {string} url @returns {Promise<boolean>} */
function isHealthy(url) {
  const request = url.startsWith('https:') ? requestSecure : requestPlain
  return new Promise((resolve) => {
    // Only whether it answers is asked; whose certificate it shows is the browser's business.
    const asked = request(new URL('/health', url), { rejectUnauthorized: false, timeout: 1_000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => resolve(false))
    asked.end()
  })
}
