import type { ClientId } from '@brokersync/schema/ids'
import { unavailable } from '../../../platform/errors/domain-error'
import type { Keys } from '../../../platform/keys/keys'
import type { Database } from '../../../platform/postgres/database'
import { referenceKey, type ClientStore, type MarkKind } from './client.store'
import { conditionsOf, needsNames, sortKey } from './client-list-sql'
import { clientColumns, marks, marksOf, openClients, openSensitive, type ClientRow } from './client-rows'
import { prepareChanges } from './client-writes'

const mostCounted = 10_000
const block = 100

interface ListedRow extends ClientRow {
  key: string
  names_ready: boolean
}

export function createClientStore({ database, keys, country, namesMissing }: { database: Database; keys: Keys; country: string; namesMissing: () => void }): ClientStore {
  // The firm's short names come from a sequence, a block at a time, so that most clients cost no extra round trip.
  let spare: number[] = []

  const refuseWithoutNames = (): never => {
    namesMissing()
    throw unavailable('The index of names is being made anew, and')
  }

  const namesReady = async (): Promise<boolean> => {
    const [row] = await database.query<{ ready: boolean }>('SELECT EXISTS (SELECT 1 FROM profiles.client_name_ready) AS ready')
    return row?.ready === true
  }

  // Most firms have erased nobody: an import of a million rows then asks once a second, not once a row.
  let asked = { at: 0, some: false }
  const someErased = async (): Promise<boolean> => {
    if (Date.now() - asked.at > 1_000) asked = { at: Date.now(), some: (await database.query('SELECT 1 FROM profiles.erased_mark LIMIT 1')).length > 0 }
    return asked.some
  }
  return {
    async byIds(ids) {
      const rows = await database.query<ClientRow>(`SELECT ${clientColumns} FROM profiles.client c WHERE c.id = ANY ($1::uuid[])`, [ids])
      return new Map((await openClients(keys, rows)).map((client) => [client.id, client]))
    },

    async sensitive(id) {
      const [row] = await database.query<{ sensitive: Buffer | null }>('SELECT sensitive FROM profiles.client WHERE id = $1', [id])
      return openSensitive(keys, id, row?.sensitive ?? null)
    },

    async list(query, { first, after }) {
      const sql = conditionsOf(query, keys, country)
      const { column, cast } = sortKey(query)
      const descending = query.sort.direction === 'DESC'
      if (after !== null) sql.where(`(${column}, c.id) ${descending ? '<' : '>'} (${sql.bind(after.key)}::${cast}, ${sql.bind(after.id)}::uuid)`)
      const order = descending ? 'DESC' : 'ASC'
      const named = query.sort.field === 'DISPLAY_NAME' ? 'JOIN profiles.client_name n ON n.client_id = c.id' : ''
      const rows = await database.query<ListedRow>(
        `SELECT ${clientColumns}, ${cast === 'timestamptz' ? `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : column} AS key,
           EXISTS (SELECT 1 FROM profiles.client_name_ready) AS names_ready
         FROM profiles.client c ${named} WHERE ${sql.conditions.join(' AND ') || 'true'}
         ORDER BY ${column} ${order}, c.id ${order} LIMIT ${sql.bind(first + 1)}`,
        sql.values,
      )
      // A row says whether the index was whole when it was read; where no row came, the index itself is asked.
      if (needsNames(query) && !(rows[0]?.names_ready ?? (await namesReady()))) refuseWithoutNames()
      const clients = await openClients(keys, rows)
      return clients.map((client, index) => ({ client, key: rows[index]?.key ?? '' }))
    },

    async count(query) {
      const sql = conditionsOf(query, keys, country)
      const [row] = await database.query<{ count: number }>(
        `SELECT count(*) AS count FROM (SELECT 1 FROM profiles.client c WHERE ${sql.conditions.join(' AND ') || 'true'} LIMIT ${mostCounted + 1}) AS counted`,
        sql.values,
      )
      const count = row?.count ?? 0
      return count > mostCounted ? null : count
    },

    async byReferences(references) {
      const byMark = new Map(references.map((reference) => [marks.reference(keys, reference).toString('hex'), reference]))
      const rows = await database.query<{ mark: Buffer; client_id: ClientId }>(
        `SELECT mark, client_id FROM profiles.client_mark WHERE kind = 'reference' AND mark = ANY ($1::bytea[])`,
        [[...byMark.keys()].map((mark) => Buffer.from(mark, 'hex'))],
      )
      const found = rows.flatMap(({ mark, client_id }) => {
        const reference = byMark.get(mark.toString('hex'))
        return reference === undefined ? [] : [[referenceKey(reference), client_id] as const]
      })
      return new Map(found)
    },

    async erasedBy(client, sensitive) {
      if (!(await someErased())) return []
      const known = marksOf(keys, client, sensitive)
      const found = await database.query<{ kind: MarkKind }>(
        'SELECT DISTINCT kind FROM profiles.erased_mark WHERE (kind, mark) IN (SELECT * FROM unnest($1::text[], $2::bytea[])) ORDER BY kind',
        [known.map(({ kind }) => kind), known.map(({ mark }) => mark)],
      )
      return found.map(({ kind }) => kind)
    },

    async references(count) {
      if (spare.length < count) {
        const rows = await database.query<{ number: number }>(`SELECT nextval('profiles.reference_number') AS number FROM generate_series(1, $1)`, [Math.max(block, count)])
        spare = [...spare, ...rows.map((row) => row.number)]
      }
      return spare.splice(0, count).map((number) => `C-${String(number).padStart(6, '0')}`)
    },

    prepare: (changes, kind) => prepareChanges(keys, changes, kind),
  }
}
