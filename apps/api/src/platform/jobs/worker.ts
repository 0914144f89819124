import { Logger as QueueLogger, run, type JobHelpers, type RunOnceOptions, type RunnerOptions, type TaskList } from 'graphile-worker'
import { setTimeout as pause } from 'node:timers/promises'
import { v4 } from 'uuid'
import { isDomainError } from '../errors/domain-error'
import type { Database } from '../postgres/database'
import { openLeases, type Leases } from '../postgres/leases'
import type { Logger } from '../telemetry/logger'
import { jobs, type Job } from './jobs'

/** A worker that is at work. */
export interface Worker {
  /** Cuts its jobs off where they may be cut, leaves them to the next worker, and ends. */
  stop(): Promise<void>
}

interface Around {
  database: Database
  /** Where the worker's own connection goes, whose end tells the others that it is dead. */
  url: string
  logger: Logger
}

/** How many jobs one process does at a time: a second one, so that a short one need not wait for a long one. */
const slots = 2
const retryAfter = 1_000
const sweepEvery = 2_000

/** By this lease others see that a worker lives. */
const leaseOf = (workerId: string) => `worker ${workerId}`

// The queue itself would give the jobs of a killed worker back after four hours. A living worker holds an advisory lock,
// which Postgres lets go of when the process dies; the two seconds are for one that has only just begun.
const unlockDead = `
  SELECT graphile_worker.force_unlock_workers(array_agg(dead.locked_by)), array_agg(dead.locked_by) AS dead
  FROM (
    SELECT DISTINCT locked_by FROM graphile_worker.jobs
    WHERE locked_by IS NOT NULL AND locked_at < now() - interval '2 seconds' AND NOT EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (classid::bigint << 32 | objid::bigint) = hashtextextended('brokersync ' || $1 || locked_by, 0)
    )
  ) AS dead
  HAVING count(*) > 0`

async function sweep({ database, logger }: Around): Promise<void> {
  const [row] = await database.query<{ dead: string[] }>(unlockDead, [leaseOf('')])
  if (row !== undefined) logger.info({ workers: row.dead }, 'the jobs of dead workers are taken over')
}

/** A store that is away is waited for here: the queue's own way to try again would wait for hours after a few times. */
async function patiently(job: Job, helpers: JobHelpers, payload: Readonly<Record<string, unknown>>, signal: AbortSignal, around: Around): Promise<void> {
  while (!signal.aborted) {
    try {
      await job.run(payload, signal)
      if (!signal.aborted) return
    } catch (error) {
      if (!signal.aborted && !(isDomainError(error) && error.code === 'UNAVAILABLE')) throw error
      await pause(retryAfter, undefined, { signal }).catch(() => undefined)
    }
  }
  // The job may have been cut off: it goes back into the queue, with no penalty for the interruption.
  const again = jobs.enqueue(job.name, payload, helpers.job.key ?? v4())
  await around.database.query(again.sql, again.values)
}

const taskList = (list: readonly Job[], signal: AbortSignal, around: Around): TaskList =>
  Object.fromEntries(
    list.map((job) => [
      job.name,
      (payload: unknown, helpers: JobHelpers) => patiently(job, helpers, payload as Readonly<Record<string, unknown>>, signal, around),
    ]),
  )

/** Holds the lease for as long as the worker lives, also after its connection was lost. */
async function stayAlive(leases: Leases, names: readonly string[], around: Around, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const name of names) await leases.holds(name)
    await sweep(around).catch((error: unknown) => around.logger.debug({ error: String(error) }, 'dead workers cannot be looked for'))
    await pause(sweepEvery, undefined, { signal }).catch(() => undefined)
  }
}

/** Works on jobs until it is stopped. A job that a dead worker left is taken over within seconds. */
export async function startWorker(list: readonly Job[], around: Around): Promise<Worker> {
  const { database, url, logger } = around
  const abort = new AbortController()
  const leases = openLeases(url, logger)
  const workerIds = Array.from({ length: slots }, () => v4())
  const names = workerIds.map(leaseOf)
  for (const name of names) await leases.holds(name)
  const tasks = taskList(list, abort.signal, around)
  const queueLogger = new QueueLogger(() => (level, message) => logger.debug({ level }, message))
  const options = { pgPool: database.pool, taskList: tasks, concurrency: 1, pollInterval: 1_000, noHandleSignals: true, logger: queueLogger }
  // A runner of one worker takes its id as a single run does, though its type does not say so.
  const named = (workerId: string): RunnerOptions & Pick<RunOnceOptions, 'workerId'> => ({ ...options, workerId })
  const runners = await Promise.all(workerIds.map((workerId) => run(named(workerId))))
  for (const { events } of runners) {
    events.on('job:error', ({ job, error }) => logger.error({ job: job.task_identifier, error: error instanceof Error ? error.stack : String(error) }, 'a job failed'))
  }
  const living = stayAlive(leases, names, around, abort.signal)
  return {
    async stop() {
      abort.abort()
      await Promise.all(runners.map((runner) => runner.stop()))
      await living
      await leases.close()
    },
  }
}
