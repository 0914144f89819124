import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../lib/failure.mjs'
import { sharedCache } from '../lib/paths.mjs'
import { freePort } from '../lib/ports.mjs'
import { run, stopProcess, until } from '../lib/processes.mjs'

const release = '2.5.0'
const source = `github.com/Shopify/toxiproxy/v2/cmd/server@v${release}`
const others = ['/usr/local/go/bin/go', '/usr/lib/go/bin/go']

/**
 * Starts a Toxiproxy, built with Go once for all clones of this user.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} where its HTTP API answers
 * @throws {Failure} where there is no Go to build it with
 */
export async function startToxiproxy() {
  const program = await builtProgram()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(program, ['-host', '127.0.0.1', '-port', String(port)], { stdio: 'ignore', env: { ...process.env, LOG_LEVEL: 'error' } })
  const { pid } = child
  const answers = () =>
    fetch(`${url}/version`).then(
      ({ ok }) => ok,
      () => false,
    )
  if (!pid || !(await until(answers, 10_000))) throw new Failure('Toxiproxy does not start.')
  return { url, stop: () => stopProcess(pid, [['SIGTERM', 2_000], ['SIGKILL', 2_000]]) }
}

async function builtProgram() {
  const program = join(sharedCache, `toxiproxy-${release}`)
  if (existsSync(program)) return program
  const go = ['go', ...others].find((name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0)
  if (!go) throw new Failure('Toxiproxy, which makes the faults, needs Go to be built: install Go (Debian: golang-go) and run this again.')
  console.log(`Building Toxiproxy ${release} (once) …`)
  const draft = join(sharedCache, `toxiproxy.${process.pid}`)
  mkdirSync(draft, { recursive: true })
  const { code, output } = await run(go, ['install', source], { env: { ...process.env, GOBIN: draft, GOFLAGS: '-mod=mod' } })
  if (code === 0) renameSync(join(draft, 'server'), program)
  rmSync(draft, { recursive: true, force: true })
  if (code !== 0) throw new Failure(`Toxiproxy could not be built: ${output.trim().split('\n').at(-1)}`)
  return program
}
