import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Failure } from '../lib/failure.mjs'
import { run } from '../lib/processes.mjs'
import { binaryFolder, databaseIdentity, isReachable, openFolder } from './postgres-binaries.mjs'

const majorVersion = '18'

/** The superuser and the database of an embedded cluster. */
export const databaseName = 'brokersync'

/**
 * @typedef {object} Cluster an initialised PostgreSQL folder and how to run it
 * @property {string} folder
 * @property {string} bin
 * @property {string} log where PostgreSQL writes its log
 * @property {string} password
 * @property {import('./postgres-binaries.mjs').Identity} identity
 */

/**
 * The cluster of a data folder, made by initdb where there is none yet.
 * @param {string} dataDir
 * @returns {Promise<Cluster>}
 */
export async function openCluster(dataDir) {
  const identity = databaseIdentity()
  const folder = placeFor(dataDir, identity)
  const bin = binaryFolder(identity)
  const passwordFile = join(dataDir, 'postgres-password')
  if (!existsSync(folder)) await initialise({ folder, bin, identity, password: newPassword(passwordFile) })
  requireIntact(folder)
  if (!existsSync(passwordFile)) {
    throw new Failure(`${passwordFile} is missing, without which the database in ${folder} does not open: put it back from a backup.`)
  }
  return { folder, bin, identity, log: join(dirname(folder), 'postgres.log'), password: readFileSync(passwordFile, 'utf8').trim() }
}

/**
 * The cluster's folder: in the data folder, or in an open place where the database's user cannot reach that one.
 * @param {string} dataDir
 * @param {import('./postgres-binaries.mjs').Identity} identity
 */
function placeFor(dataDir, identity) {
  const inside = join(dataDir, 'postgres')
  if (existsSync(inside) || isReachable(dataDir, identity)) return inside
  const outside = join(openFolder, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  if (!existsSync(outside)) {
    mkdirSync(outside, { recursive: true, mode: 0o755 })
    console.log(`The database is kept in ${outside}, because the user that it runs as cannot reach ${dataDir}.`)
  }
  return join(outside, 'postgres')
}

/** @param {{ folder: string, bin: string, identity: import('./postgres-binaries.mjs').Identity, password: string }} cluster */
async function initialise({ folder, bin, identity, password }) {
  // A folder appears under its name only when it is whole, so that an interrupted start leaves nothing that looks like a database.
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  give(draft, identity)
  const secret = mkdtempSync(join(tmpdir(), 'brokersync-'))
  const passwordFile = join(secret, 'password')
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    give(secret, identity)
    give(passwordFile, identity)
    const flags = ['--auth=scram-sha-256', `--username=${databaseName}`, `--pwfile=${passwordFile}`, '--encoding=UTF8', '--data-checksums']
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const { code, output } = await run(join(bin, 'initdb'), [`--pgdata=${draft}`, ...flags, ...locale], {
      ...identity,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
    })
    if (code !== 0) throw initFailure(output, folder)
    renameSync(draft, folder)
  } finally {
    rmSync(secret, { recursive: true, force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** @param {string} output @param {string} folder */
function initFailure(output, folder) {
  if (output.includes('No space left on device')) return fullDisk(folder)
  const reason = output.split('\n').find((line) => /error|fatal|could not|cannot/i.test(line)) ?? output.trim().split('\n').at(-1)
  return new Failure(`The database could not be made in ${folder}: ${reason?.trim()}`)
}

/**
 * @param {string} folder
 * @returns {Failure}
 */
export function fullDisk(folder) {
  return new Failure(
    `The disk that holds ${folder} is full, so the database cannot run: free some space and start again; nothing that was saved is lost.`,
  )
}

/** @param {string} folder */
function requireIntact(folder) {
  const goOn = 'put a backup in its place, or move the folder away to begin with an empty database'
  const file = join(folder, 'PG_VERSION')
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (version === majorVersion && existsSync(join(folder, 'global/pg_control'))) return
  if (/^\d+$/.test(version) && version !== majorVersion) {
    throw new Failure(
      `${folder} was made by PostgreSQL ${version} and this release runs ${majorVersion}: move the data over with pg_dump and psql, or ${goOn}.`,
    )
  }
  if (readdirSync(folder).length === 0) throw new Failure(`${folder} is empty although it should hold the database: ${goOn}.`)
  throw new Failure(`${folder} is damaged (no readable PG_VERSION or pg_control): ${goOn}.`)
}

/** @param {string} file */
function newPassword(file) {
  // One that is left from a first start that did not get through is as good as a new one.
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, password, { mode: 0o600 })
  chmodSync(file, 0o600)
  return password
}

/** @param {string} path @param {import('./postgres-binaries.mjs').Identity} identity */
function give(path, { uid, gid }) {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}
