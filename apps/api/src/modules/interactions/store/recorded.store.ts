import type { InteractionId } from '@brokersync/schema/ids'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'

/** A natural key under which something was recorded once. */
export interface Recorded {
  /** 16 bytes: keyed fingerprint of the natural key. */
  hash: Buffer
  /** 16 bytes: keyed fingerprint of what was recorded. */
  content: Buffer
  id: InteractionId
}

/** An idempotency key, in the form in which it is kept, as it was first used. */
export interface Used {
  operation: string
  key: string
  inputHash: Buffer
  id: InteractionId
}

/** What was recorded before, by natural and by idempotency key. */
export interface RecordedStore {
  byHashes(hashes: readonly Buffer[]): Promise<Recorded[]>
  used(caller: string, keys: readonly { operation: string; key: string }[]): Promise<Used[]>
  /** To be committed with the events; it fails as `what: 'recorded'` when one of them was recorded meanwhile. */
  write(rows: readonly Recorded[]): Write[]
}

export function createRecordedStore(database: Database): RecordedStore {
  return {
    async byHashes(hashes) {
      if (hashes.length === 0) return []
      return database.query<Recorded>('SELECT hash, content, id FROM interactions.recorded WHERE hash = ANY ($1::bytea[])', [hashes])
    },
    async used(caller, keys) {
      if (keys.length === 0) return []
      return database.query<Used>(
        `SELECT operation, key, input_hash AS "inputHash", result_id AS id FROM interactions.claim
         WHERE caller = $1 AND (operation, key) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
        [caller, keys.map(({ operation }) => operation), keys.map(({ key }) => key)],
      )
    },
    write: (rows) =>
      rows.length === 0
        ? []
        : [
            {
              sql: `INSERT INTO interactions.recorded (hash, content, id) SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::text[]) ON CONFLICT DO NOTHING RETURNING 1`,
              values: [rows.map(({ hash }) => hash), rows.map(({ content }) => content), rows.map(({ id }) => id)],
              expect: rows.length,
              what: 'recorded',
            },
          ],
  }
}
