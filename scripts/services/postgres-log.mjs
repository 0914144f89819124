import { closeSync, existsSync, openSync, readSync, renameSync, statfsSync, statSync } from 'node:fs'
import { Failure } from '../lib/failure.mjs'
import { fullDisk } from './postgres-cluster.mjs'

const limit = 10 * 1024 * 1024
const tail = 64 * 1024

/** @param {string} log */
export function logSize(log) {
  return existsSync(log) ? statSync(log).size : 0
}

/**
 * Keeps a log and the one before it, each of some 10 MB.
 * @param {string} log
 * @returns {number} where the next lines begin, in bytes
 */
export function rotateLog(log) {
  if (logSize(log) > limit) renameSync(log, `${log}.1`)
  return logSize(log)
}

/**
 * What was written to a log since then, the last 64 KB of it.
 * @param {string} log
 * @param {number} from in bytes
 */
export function logSince(log, from) {
  const end = logSize(log)
  const start = Math.max(from, end - tail)
  const bytes = Buffer.alloc(Math.max(0, end - start))
  const file = openSync(log, 'r')
  readSync(file, bytes, 0, bytes.length, start)
  closeSync(file)
  return bytes.toString('utf8')
}

/**
 * Whether a refused start is worth another attempt.
 * @param {string} lines of the log
 */
export function isPassing(lines) {
  return /shared memory block .* is still in use|Address already in use|lock file "postmaster.pid" already exists/.test(lines)
}

/**
 * Why PostgreSQL ended, in one sentence.
 * @param {string} lines of the log
 * @param {{ folder: string, log: string }} cluster
 */
export function failureFrom(lines, { folder, log }) {
  if (lines.includes('No space left on device') || isFull(folder)) return fullDisk(folder)
  const reason = lines.split('\n').findLast((line) => /(PANIC|FATAL): /.test(line))
  const said = reason ? reason.replace(/^.*?(PANIC|FATAL): +/, '') : 'it ended without a reason'
  return new Failure(`The database in ${folder} does not run (${said}): see ${log}; where it is damaged, put a backup in its place.`)
}

/**
 * A full disk may have kept PostgreSQL from writing even why it ended.
 * @param {string} folder
 */
function isFull(folder) {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < 1024 * 1024
}
