import type { Logger } from '../telemetry/logger'

/** A loop that does its work when it is woken, and once a second in any case. */
export interface Pump {
  wake(): void
  stop(): Promise<void>
}

const pause = 1_000

/**
 * Runs `turn` until it says that nothing is left, then sleeps till the next wake.
 * A turn that throws is tried again after a second: it stands on positions in tables, so that nothing is lost or done twice.
 */
export function startPump(name: string, turn: () => Promise<boolean>, logger: Logger): Pump {
  let woken = false
  let stopped = false
  let failing = false
  let rouse: () => void = () => undefined

  const sleep = () =>
    new Promise<void>((resolve) => {
      if (woken || stopped) return resolve()
      const timer = setTimeout(resolve, pause)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    while (!stopped) {
      woken = false
      try {
        while (!stopped && (await turn())) continue
        if (failing) logger.info({ pump: name }, 'it goes on again')
        failing = false
      } catch (error) {
        // A store that is away for an hour is one line, not one a second.
        if (!failing) logger.warn({ pump: name, error: error instanceof Error ? error.message : String(error) }, 'a turn failed; it is tried again until it succeeds')
        failing = true
        if (!stopped) await new Promise((resolve) => setTimeout(resolve, pause / 4))
      }
      await sleep()
    }
  }
  const running = run()
  return {
    wake() {
      woken = true
      rouse()
    },
    stop() {
      stopped = true
      rouse()
      return running
    },
  }
}
