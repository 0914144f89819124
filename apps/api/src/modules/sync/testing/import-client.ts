import { setTimeout as pause } from 'node:timers/promises'
import { startWorker, type Worker } from '../../../platform/jobs/worker'
import { createLogger } from '../../../platform/telemetry/logger'
import { adminToken, type Answer, type App } from '../../../testing/app'

/** What a test says of an import; the rest is not its matter. */
export interface Order {
  kind: 'CLIENTS' | 'ORDERS'
  mapping: Record<string, string>
  defaults?: Record<string, unknown>
  dryRun?: boolean
  source?: string
  options?: Record<string, string>
  idempotencyKey?: string
}

export interface Status {
  id: string
  status: string
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  conflicts: number
  message: string | null
  rejectedRowsUrl: string | null
}

interface Started {
  id: string
  status: string
  upload: { url: string; method: string; headers: { name: string; value: string }[]; expiresAt: string }
}

const startImport = 'mutation StartImport($input: StartImportInput!) { startImport(input: $input) { id status upload { url method headers { name value } expiresAt } } }'
const importStatus =
  'query ImportStatus($id: ID!) { import(id: $id) { id status rows created updated unchanged rejected conflicts message rejectedRowsUrl } }'

const inputOf = ({ source = 'crm', ...order }: Order) => ({ input: { format: 'CSV', source, ...order } })

/** A field of an answer, whose shape is what was asked for. */
function found<Shape>({ data, errors }: Answer, field: string): Shape {
  if (errors) throw new Error(JSON.stringify(errors))
  return data[field] as unknown as Shape
}

/** Works on the app's jobs, as its worker process would. */
export const workFor = ({ runtime, databaseUrl }: App): Promise<Worker> =>
  startWorker(runtime.modules.flatMap((module) => module.jobs ?? []), { database: runtime.database, url: databaseUrl, logger: createLogger('warn') })

/** Sends `startImport`. */
export async function start(app: App, order: Order, token = adminToken): Promise<Started> {
  return found<Started>(await app.send(startImport, inputOf(order), token), 'startImport')
}

/** The faults by which `startImport` is refused. */
export async function refusal(app: App, order: object, token: string | null = adminToken): Promise<{ code: string; fields: unknown }> {
  const { errors } = await app.send(startImport, { input: { format: 'CSV', source: 'crm', ...order } }, token)
  const extensions = errors?.[0]?.extensions
  return { code: extensions?.code ?? 'none', fields: extensions?.['fields'] }
}

/** PUTs a file as the answer of `startImport` says. */
export const upload = ({ upload: { url, method, headers } }: Started, file: string | Buffer): Promise<Response> =>
  fetch(url, { method, headers: headers.map(({ name, value }) => [name, value] as [string, string]), body: typeof file === 'string' ? file : new Uint8Array(file) })

export async function statusOf(app: App, id: string, token = adminToken): Promise<Status> {
  return found<Status>(await app.send(importStatus, { id }, token), 'import')
}

/** The status once a file is read to its end, or has failed. */
export async function untilEnded(app: App, id: string): Promise<Status> {
  for (;;) {
    const status = await statusOf(app, id)
    if (status.status === 'FINISHED' || status.status === 'FAILED') return status
    await pause(50)
  }
}

/** Imports a file and waits for its end. */
export async function importFile(app: App, order: Order, file: string | Buffer, token = adminToken): Promise<Status> {
  const started = await start(app, order, token)
  const { status } = await upload(started, file)
  if (status !== 201) throw new Error(`PUT answered ${status}`)
  return untilEnded(app, started.id)
}
