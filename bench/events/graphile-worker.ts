import { Logger, run } from 'graphile-worker'
import { change, unsealed } from './ground'
import { changeMany, idOf, type OpenPath } from './path'

const task = 'happened'
const silent = new Logger(() => () => undefined)

/** The job is added in the mutation's own statement; its worker is woken by a notification. */
export const openGraphileWorker: OpenPath = async ({ url, database, ids, handled }) => {
  const runner = await run({
    connectionString: url,
    concurrency: 10,
    maxPoolSize: 12,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: silent,
    taskList: { [task]: (payload) => handled([numberIn(payload)]) },
  })
  return {
    async send(number) {
      await database.query(
        `WITH changed AS (${change}) SELECT (graphile_worker.add_job('${task}', json_build_object('number', $3::int))).id FROM changed`,
        [idOf(ids, number), unsealed, number],
      )
    },
    async sendMany(numbers) {
      await database.query(
        `WITH changed AS (${changeMany}), done AS (SELECT count(*) FROM changed)
         SELECT count(*) FROM done, graphile_worker.add_jobs(ARRAY(
           SELECT ROW('${task}', json_build_object('number', n), NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec FROM unnest($3::int[]) n))`,
        [numbers.map((number) => idOf(ids, number)), unsealed, numbers],
      )
    },
    stop: () => runner.stop(),
  }
}

function numberIn(payload: unknown): number {
  return typeof payload === 'object' && payload !== null && 'number' in payload ? Number(payload.number) : Number.NaN
}
