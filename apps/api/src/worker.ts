import 'reflect-metadata'
import { EnvironmentError, readEnvironment } from './environment'
import { moduleFactories } from './module-list'
import { explain } from './platform/errors/explain'
import { startWorker } from './platform/jobs/worker'
import { startRuntime } from './platform/runtime'
import { createLogger } from './platform/telemetry/logger'

/**
 * The process that does the heavy work: the same modules on the same stores, with jobs instead of HTTP. What only one process
 * may do (relays, consumers) is under leases, which the server that began before it holds already.
 * It ends with the server that started it.
 */
async function main(): Promise<void> {
  const environment = readEnvironment()
  const logger = createLogger(environment.LOG_LEVEL).child({ process: 'worker' })
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  process.once('disconnect', end)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
  const runtime = await startRuntime({ environment, logger, factories: moduleFactories })
  const list = runtime.modules.flatMap((module) => module.jobs ?? [])
  const worker = await startWorker(list, { database: runtime.database, url: environment.DATABASE_URL, logger })
  if (process.send !== undefined && !process.connected) end()
  await ended
  await worker.stop()
  await runtime.stop()
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : explain(error)}\n`)
    process.exit(1)
  },
)
