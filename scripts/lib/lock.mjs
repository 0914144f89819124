import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { beginningOf } from './processes.mjs'

/**
 * @typedef {{ pid: number, beginning: string | undefined }} ProcessName names one process for good
 * @typedef {ProcessName & { url?: string, server?: ProcessName, cassandra?: string }} Holder who holds a lock, and what runs under it
 * @typedef {object} Lock
 * @property {Holder | undefined} previous the holder before, who died without giving the lock back
 * @property {(details: Partial<Holder>) => void} tell adds what others may read of the holder
 * @property {() => void} release
 */

/** @param {number} pid @returns {Promise<ProcessName>} */
export async function processName(pid) {
  return { pid, beginning: await beginningOf(pid) }
}

/** @param {ProcessName | undefined} name */
export async function isAlive(name) {
  return name?.beginning !== undefined && (await beginningOf(name.pid)) === name.beginning
}

/**
 * Takes a lock that dies with its process: one left behind by a killed process is taken over.
 * @param {string} file
 * @returns {Promise<Lock | { holder: Holder }>} or who holds it
 */
export async function takeLock(file) {
  const self = await processName(process.pid)
  const draft = `${file}.${process.pid}`
  /** @type {Holder | undefined} */
  let previous
  try {
    for (;;) {
      writeFileSync(draft, JSON.stringify(self), { mode: 0o600 })
      if (linked(draft, file)) return lockOn(file, { self, previous })
      const holder = holderOf(file)
      if (holder && (await isAlive(holder))) return { holder }
      previous = setAside(file, holder) ?? previous
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * @param {string} file
 * @param {{ self: Holder, previous: Holder | undefined }} holders
 * @returns {Lock}
 */
function lockOn(file, { self, previous }) {
  let told = self
  const tell = (/** @type {Partial<Holder>} */ details) => {
    told = { ...told, ...details }
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(told), { mode: 0o600 })
    renameSync(`${file}.${process.pid}`, file)
  }
  return { previous, tell, release: () => rmSync(file, { force: true }) }
}

/**
 * Moves a dead holder's lock away; one that another process has taken in the meantime is put back.
 * @param {string} file
 * @param {Holder | undefined} dead
 * @returns {Holder | undefined} the dead holder, where it was this process that moved it
 */
function setAside(file, dead) {
  const aside = `${file}.${process.pid}.dead`
  try {
    renameSync(file, aside)
  } catch {
    return undefined
  }
  const moved = holderOf(aside)
  const isDead = moved?.pid === dead?.pid && moved?.beginning === dead?.beginning
  if (!isDead) linked(aside, file)
  rmSync(aside, { force: true })
  return isDead ? dead : undefined
}

/** @param {string} from @param {string} to whether the name was free */
function linked(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Who holds a lock, or held it last.
 * @param {string} file
 * @returns {Holder | undefined} undefined where it is gone or no lock of ours
 */
export function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
