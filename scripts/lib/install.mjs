import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { isAlive, takeLock } from './lock.mjs'
import { cache, root } from './paths.mjs'
import { run, until } from './processes.mjs'

const modules = join(root, 'node_modules')

/** Prisma asks for an engine at install and at generate that nothing here uses; any file that exists contents it. */
export const withoutPrismaEngine = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }

/** Development packages build the product, and a registry out of reach is said within half a minute. */
const npmFlags = [
  '--include=dev',
  '--no-audit',
  '--no-fund',
  '--fetch-retries=3',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=8000',
]

/** Installs what package-lock.json names and node_modules lacks. */
export async function install() {
  if (isInstalled()) return
  mkdirSync(cache, { recursive: true })
  const lock = await takeLock(join(cache, 'install.lock'))
  if ('holder' in lock) {
    await until(async () => !(await isAlive(lock.holder)), 600_000)
    return install()
  }
  try {
    if (!isInstalled()) await runNpm()
  } finally {
    lock.release()
  }
}

async function runNpm() {
  console.log('Installing the dependencies …')
  // `ci` begins by deleting node_modules, from under whatever runs on them; an existing folder is brought up to date instead.
  const verb = existsSync(join(modules, '.package-lock.json')) ? 'install' : 'ci'
  const { code, output } = await run('npm', [verb, '--no-save', ...npmFlags], {
    cwd: root,
    env: { ...process.env, ...withoutPrismaEngine },
  })
  if (code === 0) return
  const log = join(cache, 'install.log')
  writeFileSync(log, output)
  if (/ENOSPC/.test(output))
    throw new Failure(
      `The disk that holds ${root} is full, so the dependencies cannot be installed: free some space and run the command again.`,
    )
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output)) {
    throw new Failure(
      'The dependencies cannot be installed, because npm does not reach its registry: connect to the network (or tell npm the proxy) and run the command again.',
    )
  }
  throw new Failure(`npm ${verb} failed and says why in ${log}.`)
}

/** npm keeps a list of what it has put into node_modules, written last, which is held against the lock file. */
function isInstalled() {
  const present = packagesIn(join(modules, '.package-lock.json'))
  const wanted = packagesIn(join(root, 'package-lock.json'))
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/') || optional || link) return true
    return present[path]?.version === version
  })
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}
