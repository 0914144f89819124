import { unavailable } from '../../platform/errors/domain-error'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Keys } from '../../platform/keys/keys'
import { eraseRows } from '../../platform/privacy/erased-rows'
import type { PersonalData } from '../../platform/privacy/personal-data'
import type { Database } from '../../platform/postgres/database'
import type { ImportId } from '@brokersync/schema/ids'
import { keyOwnerOf } from './import'

/**
 * By what other systems know a client, and what imports brought of it. The rows of an import have one key for all, in its files and in the log;
 * so every import that has ended goes, with its file of rejected rows. One that runs is waited for: nobody knows whose rows are in its file.
 */
export const importedData = ({ database, keys, files }: { database: Database; keys: Keys; files: EncryptedFiles }): PersonalData => ({
  async erase({ clientId, askedAt }) {
    const running = await database.query(`SELECT 1 FROM sync.import WHERE status IN ('QUEUED', 'RUNNING') AND uuid_extract_timestamp(id) <= $1 LIMIT 1`, [askedAt])
    if (running.length > 0) throw unavailable('The end of the imports that run')
    const ended = await database.query<{ id: ImportId; file: string | null }>(`SELECT id, rejected_file AS file FROM sync.import WHERE status IN ('FINISHED', 'FAILED')`)
    for (const { file } of ended) if (file !== null) await files.remove(file)
    if (ended.length > 0) await keys.destroy(ended.map(({ id }) => keyOwnerOf(id)))
    const { writes, removed } = await eraseRows(database, clientId, { references: { table: 'sync.client_reference' } })
    const forget = { sql: 'UPDATE sync.import SET rejected_file = NULL WHERE id = ANY ($1::uuid[]) RETURNING 1', values: [ended.map(({ id }) => id)] }
    return { writes: [...writes, forget], removed: { ...removed, ...(ended.length > 0 && { imports: ended.length }) } }
  },
  async *held(clientId) {
    const rows = await database.query<{ source: string }>('SELECT source FROM sync.client_reference WHERE client_id = $1', [clientId])
    for (const row of rows) yield { kind: 'reference', record: { ...row } }
  },
})
