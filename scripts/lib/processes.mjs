import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, onOutput?: (text: string) => void }} RunOptions */

/** Process groups that end with this command, whichever way it ends. @type {Set<number>} */
const owned = new Set()
let isEnding = false

/**
 * Runs a program to its end and keeps what it said.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 128 where a signal ended it, 127 where the program is missing
 */
export function run(program, args, { onOutput, ...options } = {}) {
  if (isEnding) return Promise.resolve({ code: 128, output: '' })
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk
      onOutput?.(String(chunk))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    if (child.pid) owned.add(child.pid)
    child.on('error', (error) => resolve({ code: 127, output: String(error) }))
    child.on('close', (code) => {
      if (child.pid) owned.delete(child.pid)
      resolve({ code: code ?? 128, output })
    })
  })
}

/**
 * Runs a program that writes to this terminal.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export function show(program, args, options = {}) {
  if (isEnding) return Promise.resolve(128)
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
    if (child.pid) owned.add(child.pid)
    child.on('error', () => resolve(127))
    child.on('close', (code) => {
      if (child.pid) owned.delete(child.pid)
      resolve(code ?? 128)
    })
  })
}

/** Ends every program that `run` and `show` still have going, with its children; no other begins after that. */
export async function endOwned() {
  isEnding = true
  for (const group of owned) signalGroup(group, 'SIGTERM')
  // npm would take back a half-made installation for a minute; the next one begins anew anyway.
  await until(async () => owned.size === 0, 10_000)
  for (const group of owned) signalGroup(group, 'SIGKILL')
}

/** @param {number} group @param {NodeJS.Signals} signal */
export function signalGroup(group, signal) {
  try {
    process.kill(-group, signal)
  } catch {
    // The group ended in the meantime, which is what was wanted.
  }
}

/**
 * When a process began, as its system tells it: with the pid it names one process for good, while a pid alone comes back.
 * @param {number} pid
 * @returns {Promise<string | undefined>} undefined where no such process runs
 */
export async function beginningOf(pid) {
  if (process.platform !== 'linux') return ps(pid, 'lstart=')
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A killed process whose main thread has gone holds its files and ports until its last thread has.
    return fields[0] === 'Z' && fields[17] === '1' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/**
 * The command line of a process, '' where it can't be read, as of one that is about to end.
 * @param {number} pid
 */
export async function commandLineOf(pid) {
  if (process.platform !== 'linux') return (await ps(pid, 'command=')) ?? ''
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/**
 * Asks a process to end by each signal in turn, and waits.
 * @param {number} pid
 * @param {[NodeJS.Signals, number][]} steps a signal and how many milliseconds it has
 */
export async function stopProcess(pid, steps) {
  const beginning = await beginningOf(pid)
  for (const [signal, milliseconds] of steps) {
    if (beginning === undefined || (await beginningOf(pid)) !== beginning) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    await until(async () => (await beginningOf(pid)) !== beginning, milliseconds)
  }
}

/**
 * Waits until a condition holds.
 * @param {() => Promise<boolean | undefined>} condition
 * @param {number} milliseconds how long at most
 * @returns {Promise<boolean>} whether it held in time
 */
export async function until(condition, milliseconds) {
  const end = Date.now() + milliseconds
  while (Date.now() < end) {
    if (await condition()) return true
    await sleep(50)
  }
  return Boolean(await condition())
}

/** @param {number} pid @param {string} column @returns {Promise<string | undefined>} */
async function ps(pid, column) {
  const answer = await promisify(execFile)('ps', ['-o', column, '-p', String(pid)]).catch(() => undefined)
  return answer?.stdout.trim() || undefined
}
