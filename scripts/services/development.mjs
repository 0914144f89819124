import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Failure } from '../lib/failure.mjs'
import { root } from '../lib/paths.mjs'
import { signalGroup, stopProcess } from '../lib/processes.mjs'

const page = 'http://localhost:5173'

/**
 * Runs the server and the page from their sources, reloading on change.
 * @param {{ env: NodeJS.ProcessEnv, url: string }} options `url`: where the server answers
 * @returns {Promise<import('./supervisor.mjs').Service>}
 */
export async function startDevelopment({ env, url }) {
  const tool = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name)
  const development = { ...env, NODE_ENV: 'development', BROKERSYNC_API: url, PUBLIC_URL: env['PUBLIC_URL'] || page }
  const server = spawn(
    tool('tsx'),
    ['watch', '--clear-screen=false', '--tsconfig', 'apps/api/tsconfig.json', 'apps/api/src/main.ts'],
    childOf(root, development),
  )
  const vite = spawn(tool('vite'), ['--clearScreen', 'false'], childOf(join(root, 'apps/web'), development))
  console.log(`\n  The page reloads on change at ${page}, the server at ${url}.\n  Ctrl-C ends both.\n`)
  /** @type {Promise<Failure>} */
  const ended = new Promise((resolve) => {
    const end = () => resolve(new Failure('One of the two ended, see above.'))
    for (const child of [server, vite]) child.once('exit', end).once('error', end)
  })
  const stop = async () => {
    await Promise.all([server, vite].map(endGroup))
  }
  void ended.then(stop)
  return { ended, stop }
}

/** @param {string} cwd @param {NodeJS.ProcessEnv} env @returns {import('node:child_process').SpawnOptions} */
function childOf(cwd, env) {
  return { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true }
}

/** @param {import('node:child_process').ChildProcess} child */
async function endGroup({ pid }) {
  if (!pid) return
  signalGroup(pid, 'SIGTERM')
  await stopProcess(pid, [['SIGTERM', 10_000]])
  signalGroup(pid, 'SIGKILL')
}
