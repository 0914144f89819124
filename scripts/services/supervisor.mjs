import { setTimeout as sleep } from 'node:timers/promises'
import { explained, Failure } from '../lib/failure.mjs'

/**
 * @typedef {object} Service something that runs until it is stopped
 * @property {Promise<Failure>} ended resolves when it ends by itself
 * @property {() => Promise<void>} stop
 */

/**
 * @template {Service} S
 * @typedef {(ending: AbortSignal) => Promise<S>} Start gives up, and leaves nothing running, when `ending` is aborted
 */

const quick = 10_000
const most = 5

/** Keeps services running: each is started again when it dies, until it has died five times in a row within seconds. */
export class Supervisor {
  #ending = new AbortController()
  /** The last started first, which is the order of stopping. @type {(() => Promise<void>)[]} */
  #stops = []
  /** @type {(reason: Failure) => void} */
  #fail = () => undefined
  /** Resolves when a service does not stay up, with the last reason. @type {Promise<Failure>} */
  failed = new Promise((resolve) => (this.#fail = resolve))

  /**
   * @template {Service} S
   * @param {string} name as the terminal shows it
   * @param {Start<S>} start
   * @returns {Promise<S>} the service as it came up at first
   */
  async keep(name, start) {
    const life = { current: start(this.#ending.signal) }
    this.#stops.unshift(async () => (await life.current.catch(() => undefined))?.stop())
    const first = await life.current
    void this.#watch(name, start, life).then(this.#fail)
    return first
  }

  /** Stops every service, and those too that are about to start. */
  async stop() {
    this.#ending.abort()
    for (const stop of this.#stops) await stop()
  }

  /**
   * @template {Service} S
   * @param {string} name
   * @param {Start<S>} start
   * @param {{ current: Promise<S> }} life
   * @returns {Promise<Failure>} why it is given up
   */
  async #watch(name, start, life) {
    for (let deaths = 0; ;) {
      const began = Date.now()
      const reason = await life.current.then(({ ended }) => ended, asFailure)
      if (this.#ending.signal.aborted) return reason
      deaths = Date.now() - began < quick ? deaths + 1 : 1
      if (deaths >= most)
        return new Failure(`${name} ended ${most} times in a row and is given up. ${reason.message}`.trim(), reason.exitCode)
      console.error(`${name} ended and is started again. ${reason.message}`.trim())
      await sleep(50 * 2 ** deaths)
      if (this.#ending.signal.aborted) return reason
      life.current = start(this.#ending.signal)
      life.current.catch(() => undefined)
    }
  }
}

/** @param {unknown} error */
function asFailure(error) {
  return explained(error) ?? new Failure(String(error))
}
