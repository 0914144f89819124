import type { RetentionSource } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import type { Admission } from '../../../platform/approvals/approvals'
import { sealChanges, type FieldChange } from '../../../platform/audit/changes'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Origin, Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { RetentionRules } from '../retention'
import type { RetentionSet } from '../retention-set'

interface Row extends Record<string, unknown> {
  version: number
  id: string
  regime: string
  years: RetentionRules['years']
  source: RetentionSource
  reason: Buffer
  madeBy: UserId | null
  madeAt: Date
}

/** What is saved with a version. */
interface Making {
  origin: Origin
  admission?: Admission
  /** What it makes of what is kept already. */
  besides?: readonly Write[]
}

const columns = 'version, id, regime, years, source, reason, made_by AS "madeBy", made_at AS "madeAt"'
const ownerOf = (id: string) => ({ id, class: 'retention' })
const placeOf = (id: string) => ({ kind: 'retention', field: 'reason', record: id })

const insert = ({ version, id, regime, years, source, madeBy, madeAt }: RetentionSet, reason: Buffer): Write => ({
  sql: `INSERT INTO compliance.retention_set (version, id, regime, years, source, reason, made_by, made_at)
        SELECT $1::int, $2, $3, $4::jsonb, $5, $6, $7, $8 WHERE (SELECT coalesce(max(version), 0) FROM compliance.retention_set) = $1 - 1
        ON CONFLICT (version) DO NOTHING RETURNING 1`,
  values: [version, id, regime, JSON.stringify(years), source, reason, madeBy, madeAt],
  expect: 1,
  what: 'retention rules',
})

export type RetentionStore = ReturnType<typeof createRetentionStore>

/** How long which records are kept, version by version. */
export function createRetentionStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }) {
  const read = async (rest: string, values: readonly unknown[] = []): Promise<RetentionSet[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM compliance.retention_set ${rest}`, values)
    const opened = await keys.open(rows.map(({ id, reason }) => ({ value: reason, place: placeOf(id) })))
    return rows.map((row, index) => ({ ...row, reason: String(opened[index] ?? '') }))
  }
  const newest = async () => (await read('ORDER BY version DESC LIMIT 1'))[0] ?? null
  return {
    /** Null before the first start. */
    newest,
    /** The rules of this very moment, so that a change counts for the next decision in every process. */
    async inForce(): Promise<RetentionRules> {
      const rules = await newest()
      if (rules === null) throw new Error('There are no retention rules: the start did not take them from their file')
      return rules
    },
    /** The newest that came from a file, by a start or a command. */
    newestOfFile: async () => (await read(`WHERE source <> 'PAGE' ORDER BY version DESC LIMIT 1`))[0] ?? null,
    /** Newest first. */
    page: ({ first, before }: { first: number; before: number | null }) => read('WHERE $1::int IS NULL OR version < $1 ORDER BY version DESC LIMIT $2', [before, first]),
    /** Saves a version on top of the one before it. @throws {ExpectationFailed} when another came first. */
    async add(set: RetentionSet, changes: readonly FieldChange[], { origin, admission = { writes: [], events: [] }, besides = [] }: Making): Promise<void> {
      const [owner, subject] = [ownerOf(set.id), { type: 'RetentionRules', id: set.id }]
      const sealer = await keys.sealerFor([owner])
      const audit = [{ action: 'updateRetention', subject, clientIds: [], changes: sealChanges(sealer, { owner, subject, needs: 'retention:write' }, [...changes, { field: 'reason', before: null, after: set.reason }]) }]
      await commit({ writes: [insert(set, sealer.seal(owner, placeOf(set.id), set.reason)), ...besides, ...admission.writes], events: admission.events, audit }, origin)
    },
  }
}
