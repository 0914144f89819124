import type { ImportId } from '@brokersync/schema/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Write } from '../../../platform/postgres/commit'
import { keyOwnerOf, type Rejection } from '../import'
import { batchKey, type Answer, type SentBatch } from './import.store'

/** A row of `sync.import_batch`. */
export interface BatchRow {
  batch: number
  unread: Buffer | null
  refused: Buffer | null
}

const placeOf = (id: ImportId, batch: number, field: 'unread' | 'refused') => ({ kind: 'import-batch', field, record: batchKey(id, batch) })

/** The writes of a batch and of how far its import has come by it. */
export async function sendWrites(keys: Keys, sent: SentBatch): Promise<Write[]> {
  const { importId, batch, unread, event } = sent
  const sealer = await keys.sealerFor([keyOwnerOf(importId)])
  const sealed = unread.length === 0 ? null : sealer.seal(keyOwnerOf(importId), placeOf(importId, batch, 'unread'), unread)
  return [
    {
      sql: `UPDATE sync.import SET rows = $3, batches = $2, answered = answered + $4, rejected = rejected + $5
            WHERE id = $1 AND batches = $2 - 1 AND status = 'RUNNING' RETURNING 1`,
      values: [importId, batch, sent.rows, event === null ? 1 : 0, unread.length],
      expect: 1,
      what: 'import',
    },
    {
      sql: 'INSERT INTO sync.import_batch (import_id, batch, unread, answered) VALUES ($1, $2, $3, $4) RETURNING 1',
      values: [importId, batch, sealed, event === null],
    },
  ]
}

// One row of an import however many of its batches are answered: a statement changes a row once.
function totals(answers: readonly Answer[]): unknown[][] {
  const ids = [...new Set(answers.map((answer) => answer.importId))]
  const sum = (id: ImportId, of: (answer: Answer) => number) => answers.filter((answer) => answer.importId === id).reduce((total, answer) => total + of(answer), 0)
  const column = (of: (answer: Answer) => number) => ids.map((id) => sum(id, of))
  return [
    ids, column(() => 1), column(({ counts }) => counts.created), column(({ counts }) => counts.updated), column(({ counts }) => counts.unchanged), column(({ counts }) => counts.rejected),
  ]
}

/** The writes by which answers count. */
export async function answerWrites(keys: Keys, answers: readonly Answer[]): Promise<Write[]> {
  if (answers.length === 0) return []
  const sealer = await keys.sealerFor(answers.map(({ importId }) => keyOwnerOf(importId)))
  const refused = answers.map(({ importId, batch, refused: rows }) => (rows.length === 0 ? null : sealer.seal(keyOwnerOf(importId), placeOf(importId, batch, 'refused'), rows)))
  return [
    {
      sql: `UPDATE sync.import_batch b SET answered = true, refused = a.refused
            FROM unnest($1::uuid[], $2::int[], $3::bytea[]) AS a(import_id, batch, refused) WHERE b.import_id = a.import_id AND b.batch = a.batch RETURNING 1`,
      values: [answers.map(({ importId }) => importId), answers.map(({ batch }) => batch), refused],
      expect: answers.length,
      what: 'batches',
    },
    {
      sql: `UPDATE sync.import i SET answered = i.answered + a.answered, created = i.created + a.created, updated = i.updated + a.updated,
              unchanged = i.unchanged + a.unchanged, rejected = i.rejected + a.rejected
            FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[]) AS a(id, answered, created, updated, unchanged, rejected) WHERE i.id = a.id RETURNING 1`,
      values: totals(answers),
    },
  ]
}

/** The rejections of batches, in the file's order. */
export async function openRejections(keys: Keys, id: ImportId, rows: readonly BatchRow[]): Promise<Rejection[]> {
  const fields = ['unread', 'refused'] as const
  const sealed = rows.flatMap((row) => fields.flatMap((field) => (row[field] === null ? [] : [{ value: row[field], place: placeOf(id, row.batch, field) }])))
  const opened = (await keys.open(sealed)) as (Rejection[] | null)[]
  return opened.flatMap((rejections) => rejections ?? []).sort((one, other) => one.row - other.row)
}
