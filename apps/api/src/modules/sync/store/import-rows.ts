import type { FileFormat, JobStatus } from '@brokersync/schema/enums'
import type { ImportId, UserId } from '@brokersync/schema/ids'
import { reachShape } from '../../../platform/directory/reach-sql'
import type { Keys } from '../../../platform/keys/keys'
import { keyOwnerOf, type Import, type ImportPlan, type ReadyKind } from '../import'
import type { Findings } from '../reading/examine'

/** A row of `sync.import`. */
export interface ImportRow {
  id: ImportId
  actor_id: UserId
  kind: ReadyKind
  format: FileFormat
  dry_run: boolean
  status: JobStatus
  reach: unknown
  plan: Buffer
  findings: Buffer | null
  message: Buffer | null
  file: string | null
  rejected_file: string | null
  batches: number
  answered: number
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  started_at: Date | null
  finished_at: Date | null
}

type SealedField = 'plan' | 'findings' | 'message'

const placeOf = (id: ImportId, field: SealedField) => ({ kind: 'import', field, record: id })

/** Seals one of an import's own texts. */
export async function sealField(keys: Keys, id: ImportId, field: SealedField, value: unknown): Promise<Buffer> {
  const sealer = await keys.sealerFor([keyOwnerOf(id)])
  return sealer.seal(keyOwnerOf(id), placeOf(id, field), value)
}

function shape(row: ImportRow, opened: Readonly<Record<SealedField, unknown>>): Import {
  return {
    id: row.id, actorId: row.actor_id, kind: row.kind, format: row.format, dryRun: row.dry_run, status: row.status,
    reach: reachShape.parse(row.reach),
    // Our own writing, which only the key of this import opens.
    plan: opened.plan as ImportPlan,
    findings: opened.findings as Findings | null,
    message: opened.message as string | null,
    file: row.file, rejectedFile: row.rejected_file, batches: row.batches, answered: row.answered,
    rows: row.rows, created: row.created, updated: row.updated, unchanged: row.unchanged, rejected: row.rejected,
    startedAt: row.started_at, finishedAt: row.finished_at,
  }
}

/** Imports of their rows, opened by one look-up of keys; one whose key was destroyed is left out. */
export async function openRows(keys: Keys, rows: readonly ImportRow[]): Promise<Import[]> {
  const fields = ['plan', 'findings', 'message'] as const
  const sealed = rows.flatMap((row) => fields.flatMap((field) => (row[field] === null ? [] : [{ row, field, value: row[field] }])))
  const values = await keys.open(sealed.map(({ row, field, value }) => ({ value, place: placeOf(row.id, field) })))
  const opened = new Map<ImportId, Record<SealedField, unknown>>(rows.map((row) => [row.id, { plan: null, findings: null, message: null }]))
  for (const [index, { row, field }] of sealed.entries()) Object.assign(opened.get(row.id) ?? {}, { [field]: values[index] })
  return rows.flatMap((row) => {
    const own = opened.get(row.id)
    return own === undefined || own.plan === null ? [] : [shape(row, own)]
  })
}
