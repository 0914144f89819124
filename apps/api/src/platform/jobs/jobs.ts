import { runMigrations } from 'graphile-worker'
import type { Write } from '../postgres/commit'

/** Heavy work that a worker process does, claimed from Postgres, so that it is done once and survives a crash. */
export interface Job {
  /** `<module>/<deed>`. */
  name: string
  /**
   * Does the work, from where it was cut off if it was: it keeps its progress in its module's tables.
   * @param signal when it is aborted the job ends soon, whole or not; it is called again by the next worker.
   * @throws {DomainError} UNAVAILABLE to be called again in a moment; anything else counts as a failed try.
   */
  run(payload: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void>
}

export interface Jobs {
  /** The write that puts a job into the queue, to be committed with the change that asks for it; one `key` waits once. */
  enqueue(name: string, payload: Readonly<Record<string, unknown>>, key: string): Write
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
