import type { EventId, ImportId } from '@brokersync/schema/ids'
import { uuidv7 } from '../../../platform/ids'
import { reachValues, withinReach } from '../../../platform/directory/reach-sql'
import { madeWith, rowOfChange, type FieldChange } from '../../../platform/audit/changes'
import type { Jobs } from '../../../platform/jobs/jobs'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { NewEvent, Origin, Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import { keyOwnerOf, type Import } from '../import'
import { answerWrites, openRejections, sendWrites, type BatchRow } from './batch-rows'
import { openRows, sealField, type ImportRow } from './import-rows'
import { batchKey, type ImportStore } from './import.store'

interface Parts {
  database: Database
  keys: Keys
  jobs: Jobs
  commit: Surroundings['commit']
}

/** The job that reads a file. */
export const importJob = 'sync/import'

const columns = `id, actor_id, kind, format, dry_run, status, reach, plan, findings, message, file, rejected_file,
  batches, answered, rows, created, updated, unchanged, rejected, started_at, finished_at`


/** A worker acts for the one who started the import. */
const workerOf = ({ actorId, id }: Import): Origin => ({ actorId, credential: 'system', requestId: `import ${id}` })

function finishedEvent(ended: Import, status: 'FINISHED' | 'FAILED'): NewEvent {
  const { id, kind, dryRun, rows, created, updated, unchanged, rejected } = ended
  return { id: uuidv7<EventId>(), type: 'import.finished', subject: id, version: 1, at: new Date(), data: { kind, status, dryRun, rows, created, updated, unchanged, rejected } }
}

const dropBatches = (id: ImportId): Write => ({ sql: 'DELETE FROM sync.import_batch WHERE import_id = $1 RETURNING 1', values: [id] })

export function postgresImportStore({ database, keys, jobs, commit }: Parts): ImportStore {
  const audited = (action: string, id: ImportId, changes: readonly FieldChange[]) =>
    rowOfChange(keys, { action, owner: keyOwnerOf(id), subject: { type: 'Import', id }, needs: 'imports:read' }, changes)
  const byId: ImportStore['byId'] = async (id) => {
    const rows = await database.query<ImportRow>(`SELECT ${columns} FROM sync.import WHERE id = $1`, [id])
    return (await openRows(keys, rows))[0] ?? null
  }

  return {
    byId,
    async list(reach, { first, before }) {
      const rows = await database.query<ImportRow>(
        `SELECT ${columns} FROM sync.import WHERE ${withinReach({ owner: 'actor_id' })} AND ($5::uuid IS NULL OR id < $5) ORDER BY id DESC LIMIT $6`,
        [...reachValues(reach), before, first],
      )
      return openRows(keys, rows)
    },
    async create(made, claims, origin) {
      const { id, actorId, kind, format, dryRun, status, reach } = made
      const plan = await sealField(keys, id, 'plan', made.plan)
      const insert: Write = {
        sql: `INSERT INTO sync.import (id, actor_id, kind, format, dry_run, status, reach, plan) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8) RETURNING 1`,
        values: [id, actorId, kind, format, dryRun, status, JSON.stringify(reach), plan],
      }
      await commit({ writes: [insert], audit: [await audited('startImport', id, madeWith({ status, kind, format, dryRun, plan: made.plan }))], claims }, origin)
    },
    async takeFile(id, file, origin) {
      const take: Write = {
        sql: `UPDATE sync.import SET status = 'QUEUED', file = $2 WHERE id = $1 AND status = 'AWAITING_UPLOAD' RETURNING 1`,
        values: [id, file],
        expect: 1,
        what: 'import',
      }
      await commit({ writes: [take, jobs.enqueue(importJob, { importId: id }, `${importJob} ${id}`)], audit: [await audited('uploadImport', id, [{ field: 'status', before: 'AWAITING_UPLOAD', after: 'QUEUED' }])] }, origin)
    },
    async begin(id, findings) {
      const sealed = await sealField(keys, id, 'findings', findings)
      await database.query(`UPDATE sync.import SET status = 'RUNNING', findings = $2, started_at = coalesce(started_at, now()) WHERE id = $1 AND status = 'QUEUED'`, [id, sealed])
    },
    async send(sent) {
      const events = sent.event === null ? [] : [sent.event]
      await commit({ writes: await sendWrites(keys, sent), events }, { actorId: null, credential: 'system', requestId: `import ${sent.importId}` })
    },
    async answered(id) {
      const [row] = await database.query<{ answered: number }>('SELECT answered FROM sync.import WHERE id = $1', [id])
      return row?.answered ?? 0
    },
    async unanswered(batches) {
      const rows = await database.query<{ id: ImportId; batch: number }>(
        `SELECT b.import_id AS id, b.batch FROM sync.import_batch b JOIN unnest($1::uuid[], $2::int[]) AS a(import_id, batch) USING (import_id, batch) WHERE NOT b.answered`,
        [batches.map(({ importId }) => importId), batches.map(({ batch }) => batch)],
      )
      return new Set(rows.map(({ id, batch }) => batchKey(id, batch)))
    },
    answersOf: (answers) => answerWrites(keys, answers),
    async rejections(id) {
      const rows = await database.query<BatchRow>(
        'SELECT batch, unread, refused FROM sync.import_batch WHERE import_id = $1 AND (unread IS NOT NULL OR refused IS NOT NULL) ORDER BY batch',
        [id],
      )
      return openRejections(keys, id, rows)
    },
    async finish(ended, rejectedFile) {
      const end: Write = {
        sql: `UPDATE sync.import SET status = 'FINISHED', rejected_file = $2, finished_at = now() WHERE id = $1 AND status = 'RUNNING' RETURNING 1`,
        values: [ended.id, rejectedFile],
        expect: 1,
        what: 'import',
      }
      const { rows, created, updated, unchanged, rejected } = ended
      const outcome = [{ field: 'status', before: 'RUNNING', after: 'FINISHED' }, ...madeWith({ rows, created, updated, unchanged, rejected })]
      await commit({ writes: [end, dropBatches(ended.id)], events: [finishedEvent(ended, 'FINISHED')], audit: [await audited('finishImport', ended.id, outcome)] }, workerOf(ended))
    },
    async fail(ended, message) {
      const end: Write = {
        sql: `UPDATE sync.import SET status = 'FAILED', message = $2, finished_at = now() WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING 1`,
        values: [ended.id, await sealField(keys, ended.id, 'message', message)],
        expect: 1,
        what: 'import',
      }
      await commit({ writes: [end], events: [finishedEvent(ended, 'FAILED')], audit: [await audited('failImport', ended.id, [{ field: 'status', before: ended.status, after: 'FAILED' }, ...madeWith({ message })])] }, workerOf(ended))
    },
    async filesInUse(names) {
      const rows = await database.query<{ name: string }>(
        `SELECT n.name FROM unnest($1::text[]) AS n(name) WHERE EXISTS (SELECT FROM sync.import i WHERE i.file = n.name AND i.status IN ('QUEUED', 'RUNNING') OR i.rejected_file = n.name)`,
        [names],
      )
      return new Set(rows.map(({ name }) => name))
    },
  }
}
