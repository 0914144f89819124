import { setTimeout as pause } from 'node:timers/promises'
import type { ImportId } from '@brokersync/schema/ids'
import { randomUUID } from 'node:crypto'
import type { EncryptedFiles } from '../../../platform/files/encrypted-files'
import { isDomainError, unavailable } from '../../../platform/errors/domain-error'
import type { Job } from '../../../platform/jobs/jobs'
import type { Keys } from '../../../platform/keys/keys'
import type { Logger } from '../../../platform/telemetry/logger'
import { ExpectationFailed } from '../../../platform/postgres/commit'
import { importKinds, keyOwnerOf, type Import } from '../import'
import { examine, type Findings } from '../reading/examine'
import { ImportFault } from '../reading/import-fault'
import { readRows, type FileRow } from '../reading/rows'
import type { ImportStore } from '../store/import.store'
import { importJob } from '../store/postgres-import.store'
import type { ReferenceStore } from '../store/reference.store'
import { batchesOf } from './batches'
import { rejectedRows } from './rejected-rows'
import { askForClients, askForOrders, requestOf, type Asked } from './requests'
import { clientReader, orderReader, type ReadRow, type RowReader } from './row-reader'

/** What the job works with. */
export interface ImportParts {
  store: ImportStore
  references: ReferenceStore
  files: EncryptedFiles
  keys: Keys
  logger: Logger
  /** The firm's, ISO 3166-1 alpha-2. */
  country: string
  /** Reads the log to its present end, so that whatever was acknowledged is known. @throws {DomainError} UNAVAILABLE */
  catchUp(): Promise<void>
}

const limit = { rows: 500, size: 400_000 }
const outstanding = 8
const look = 25

/** The worker is to end: what is done is done, and the rest is for the next one. */
class Interrupted extends Error {}

function requireWorking(signal: AbortSignal): void {
  if (signal.aborted) throw new Interrupted()
}

/** Ends a stream early when the worker is to end. */
async function* whileWorking<Item>(source: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  for await (const item of source) {
    requireWorking(signal)
    yield item
  }
}

/** One run over one import, from wherever it stands. */
class Run {
  constructor(
    private readonly parts: ImportParts,
    private readonly current: Import,
    private readonly signal: AbortSignal,
  ) {}

  private readonly bytes = (): AsyncIterable<Buffer> => whileWorking(this.parts.files.read(this.current.file ?? ''), this.signal)

  async examined(): Promise<Findings> {
    const { current, parts } = this
    if (current.findings !== null) return current.findings
    const dateFields = new Set(Object.entries(importKinds[current.kind].fields).flatMap(([name, { isDate }]) => (isDate === true ? [name] : [])))
    const findings = await examine(this.bytes, { ...current.plan, dateFields })
    await parts.store.begin(current.id, findings)
    return findings
  }

  async send(findings: Findings): Promise<void> {
    const { current, parts } = this
    await parts.catchUp()
    if (current.kind === 'CLIENTS') await this.sendRows(findings, clientReader(current, findings, parts.country), (rows) => askForClients(parts.references, rows))
    else await this.sendRows(findings, orderReader(current, findings, parts.country), (rows) => askForOrders(parts.references, current, rows))
  }

  private async sendRows<Content extends object>(findings: Findings, reader: RowReader<Content>, ask: (rows: readonly ReadRow<Content>[]) => Promise<Asked>): Promise<void> {
    let { batches: batch, rows: done } = this.current
    for await (const rows of batchesOf(this.unread(findings, reader, done), limit)) {
      await this.untilAnswered(batch + 1 - outstanding)
      const asked = await ask(rows)
      batch += 1
      done = rows.at(-1)?.row ?? done
      await this.parts.store.send({ importId: this.current.id, batch, rows: done, unread: asked.refused, event: await requestOf(this.parts.keys, this.current, batch, asked.rows) })
    }
    await this.untilAnswered(batch)
  }

  /** The rows after those that were sent before; those too are read, since what a row is can depend on the ones before it. */
  private async *unread<Content extends object>(findings: Findings, reader: RowReader<Content>, done: number): AsyncGenerator<ReadRow<Content>> {
    for await (const row of this.dataRows(findings)) {
      const read = reader.read(row)
      if (read.row > done) yield read
    }
  }

  private async *dataRows(findings: Findings): AsyncGenerator<FileRow> {
    let isHeader = true
    for await (const row of readRows(this.bytes(), findings)) {
      if (!isHeader) yield row
      isHeader = false
    }
  }

  private async untilAnswered(batch: number): Promise<void> {
    for (;;) {
      requireWorking(this.signal)
      if ((await this.parts.store.answered(this.current.id)) >= batch) return
      await pause(look)
    }
  }

  async finish(findings: Findings): Promise<void> {
    const { parts } = this
    const { id } = this.current
    const ended = await parts.store.byId(id)
    if (ended === null) return
    const rejections = await parts.store.rejections(id)
    const name = rejections.length === 0 ? null : `${id}.rejected.${randomUUID()}`
    if (name !== null) await parts.files.write(name, keyOwnerOf(id), rejectedRows(findings.header, readRows(this.bytes(), findings), rejections))
    await parts.store.finish(ended, name)
  }
}

async function fail({ store, logger }: ImportParts, id: ImportId, error: unknown): Promise<void> {
  const ended = await store.byId(id)
  if (ended === null) return
  const known = error instanceof ImportFault
  const incident = randomUUID()
  if (!known) logger.error({ id: incident, importId: id, error: error instanceof Error ? error.stack : String(error) }, 'an import failed')
  const why = known ? error.message : `Something went wrong here; it is in the log under ${incident}`
  const soFar = ended.rows === 0 ? 'nothing of the file was imported' : `the first ${ended.rows} rows were read before it`
  await store.fail(ended, `${why} (${soFar})`)
}

const isPassing = (error: unknown) => error instanceof Interrupted || error instanceof ExpectationFailed || (isDomainError(error) && error.code === 'UNAVAILABLE')

async function work(parts: ImportParts, current: Import, signal: AbortSignal): Promise<void> {
  const run = new Run(parts, current, signal)
  try {
    const findings = await run.examined()
    await run.send(findings)
    await run.finish(findings)
  } catch (error) {
    if (isPassing(error)) throw error
    await fail(parts, current.id, error)
  }
}

/**
 * Reads an uploaded file and has its rows taken, batch by batch. Each batch is committed with how far the file was read,
 * so that after any interruption it goes on with the next row, and no row is asked for twice.
 */
export const createImportJob = (parts: ImportParts): Job => ({
  name: importJob,
  async run({ importId }, signal) {
    const id = String(importId) as ImportId
    const current = await parts.store.byId(id)
    if (current === null) return
    try {
      if (current.status === 'QUEUED' || current.status === 'RUNNING') await work(parts, current, signal)
    } catch (error) {
      if (error instanceof Interrupted) return
      // Another worker has gone on with it, as after a lost connection: what is left, if anything, is looked at again.
      throw error instanceof ExpectationFailed ? unavailable('This import') : error
    }
    if (current.file !== null) await parts.files.remove(current.file)
  },
})
