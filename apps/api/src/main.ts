import 'reflect-metadata'
import { fork, type ChildProcess } from 'node:child_process'
import { EnvironmentError, environmentThatFollows, readEnvironment, type Environment } from './environment'
import { moduleFactories } from './module-list'
import { startRuntime } from './platform/runtime'
import { serve } from './platform/serve'
import { explain } from './platform/errors/explain'
import { createLogger, type Logger } from './platform/telemetry/logger'

/** Keeps a worker process beside the server: it does the heavy work, and is started anew when it dies. */
function keepWorker(environment: Environment, logger: Logger): { stop(): void } {
  let child: ChildProcess | null = null
  let stopping = false
  const start = () => {
    if (stopping || environment.WORKER === 'none') return
    child = fork(new URL(`./worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url))
    child.once('exit', (code) => {
      if (!stopping) logger.warn({ code }, 'the worker process ended and is started anew')
      setTimeout(start, 1_000).unref()
    })
  }
  start()
  return {
    stop() {
      stopping = true
      child?.kill('SIGTERM')
    },
  }
}

async function main(): Promise<void> {
  await environmentThatFollows()
  const environment = readEnvironment()
  const logger = createLogger(environment.LOG_LEVEL)
  const runtime = await startRuntime({ environment, logger, factories: moduleFactories })
  const served = await serve({ runtime, environment, logger })
  const worker = keepWorker(environment, logger)
  logger.info({ address: served.address, modules: environment.MODULES }, 'BrokerSync Client Data is ready')

  let draining = false
  const drain = async () => {
    if (draining) return
    draining = true
    worker.stop()
    await served.drain()
    await runtime.stop()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => void drain().then(() => process.exit(0), (error: unknown) => fail(error)))
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof EnvironmentError ? error.message : explain(error)}\n`)
  process.exit(1)
}

main().catch(fail)
