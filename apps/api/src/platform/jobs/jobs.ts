import { run, runMigrations, type Runner, type TaskList } from 'graphile-worker'
import type { Database } from '../postgres/database'
import type { Write } from '../postgres/commit'
import type { Logger } from '../telemetry/logger'

/** Heavy work that a worker process does, claimed from Postgres, so that it is done once and survives a crash. */
export interface Job {
  /** `<module>/<deed>`. */
  name: string
  run(payload: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void>
}

export interface Jobs {
  /** The write that puts a job into the queue, to be committed with the change that asks for it; one `key` waits once. */
  enqueue(name: string, payload: Record<string, unknown>, key: string): Write
}

export const jobs: Jobs = {
  enqueue: (name, payload, key) => ({
    sql: `SELECT id FROM graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => 1000)`,
    values: [name, JSON.stringify(payload), key],
    expect: 1,
    what: 'job',
  }),
}

/** Makes or brings up to date the queue's own tables. */
export const migrateJobs = (url: string): Promise<void> => runMigrations({ connectionString: url })

/** Works on jobs until it is stopped; a job that was cut off is claimed again. */
export async function startWorker(database: Database, list: readonly Job[], logger: Logger, signal: AbortSignal): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    list.map((job) => [
      job.name,
      async (payload) => {
        await job.run(payload as Record<string, unknown>, signal)
      },
    ]),
  )
  const runner = await run({ pgPool: database.pool, taskList, concurrency: 1, pollInterval: 1_000, noHandleSignals: true })
  runner.events.on('job:error', ({ job, error }) => logger.warn({ job: job.task_identifier, error: String(error) }, 'a job failed and is tried again'))
  return runner
}
