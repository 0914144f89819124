import type { EventId, UserId } from '@brokersync/schema/ids'
import type { Actor } from '../../platform/directory/actor'
import { alwaysReaching, type Reach } from '../../platform/directory/reach'
import type { Fault } from '../../platform/errors/domain-error'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import { AlreadyClaimed, type Claim, type NewEvent } from '../../platform/postgres/commit'
import { isRefused, type Outcome, type Recorder, type Request } from './recorder'
import type { Recordings } from './recording'

/** A row of an imported file, as the API would take it. */
export interface ImportedOrder {
  row: number
  clientId: string
  input: Readonly<Record<string, unknown>>
  /** Names the same event in whatever file it comes again. */
  naturalKey: string
}

/** One batch of an import, and for whom it is imported. */
export interface OrderBatch {
  importId: string
  batch: number
  actorId: UserId
  reach: Reach
  dryRun: boolean
  requestId: string
  rows: readonly ImportedOrder[]
}

/** What came of a row. */
export interface RowOutcome {
  row: number
  outcome: 'CREATED' | 'UNCHANGED' | 'REJECTED'
  id?: string
  faults?: readonly Fault[]
}

const ownerOf = (importId: string) => ({ id: importId, class: 'import' })

/** Where a batch's rows, and what came of them, are sealed for. */
export const batchPlace = ({ importId, batch }: Pick<OrderBatch, 'importId' | 'batch'>, field: 'rows' | 'outcomes') => ({ kind: 'import-batch', field, record: `${importId}:${batch}` })

/** An actor with the reach that the importer had when the import was asked for. */
const actorOf = ({ actorId, reach, importId }: OrderBatch): Actor => ({
  userId: actorId, roles: [], permissions: new Map([['interactions:write', 'own']]), reaches: alwaysReaching(reach), reachUntil: null, credential: `import:${importId}`, expiresAt: null,
})

/** Orders out of files, through the same rules as the API's. */
export class OrderImportService {
  constructor(private readonly parts: { recordings: Recordings; recorder: Recorder; keys: Keys }) {}

  /** Records a batch and answers with what came of its rows, in one unit of work; a batch that comes again is done. */
  async recordOrders(batch: OrderBatch): Promise<void> {
    const read = batch.rows.map((row) => ({ row, ...this.parts.recordings.parse('recordOrderEvent', { ...row.input, clientId: row.clientId }) }))
    const right = read.flatMap(({ row, value }) => (value === undefined ? [] : [{ row, recording: value }]))
    const wrong = read.flatMap(({ row, faults }): RowOutcome[] => (faults === undefined ? [] : [{ row: row.row, outcome: 'REJECTED', faults }]))
    const requests = right.map(({ row, recording }): Request => ({ recording, operation: 'importOrders', naturalKey: row.naturalKey }))
    const answer = async (outcomes: readonly Outcome[]) => {
      const rows = [...wrong, ...outcomes.map((outcome, index) => outcomeOf(right[index]?.row.row ?? 0, outcome))].sort((a, b) => a.row - b.row)
      return { events: [await this.answerOf(batch, rows)], claims: [this.claimOf(batch)] }
    }
    const origin = { actorId: batch.actorId, credential: `import:${batch.importId}`, requestId: batch.requestId }
    const caller = { actor: actorOf(batch), origin, inBackground: true }
    const record = batch.dryRun ? this.parts.recorder.rehearse(caller, requests, answer) : this.parts.recorder.record(caller, requests, answer)
    await record.catch((error: unknown) => {
      if (!(error instanceof AlreadyClaimed)) throw error
    })
  }

  private claimOf({ importId, batch }: OrderBatch): Claim {
    return { caller: 'import', operation: 'import.orders_requested', key: `${importId}:${batch}`, inputHash: Buffer.alloc(0), resultId: importId }
  }

  private async answerOf(batch: OrderBatch, outcomes: readonly RowOutcome[]): Promise<NewEvent> {
    const { importId } = batch
    const sealer = await this.parts.keys.sealerFor([ownerOf(importId)])
    const sealed = sealer.seal(ownerOf(importId), batchPlace(batch, 'outcomes'), outcomes).toString('base64')
    const data = { importId, batch: batch.batch, outcomes: sealed }
    return { id: uuidv7<EventId>(), type: 'import.orders_recorded', subject: importId, version: 1, at: new Date(), data }
  }
}

function outcomeOf(row: number, outcome: Outcome): RowOutcome {
  if (!isRefused(outcome)) return { row, outcome: outcome.isNew ? 'CREATED' : 'UNCHANGED', id: outcome.interaction.id }
  const { refusal, path } = outcome
  return { row, outcome: 'REJECTED', faults: (refusal.details['fields'] as Fault[] | undefined) ?? [{ path, message: refusal.message }] }
}
