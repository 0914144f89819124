import type { Interaction } from '../../apps/api/src/modules/interactions/interaction'
import { wordsOfItem } from '../../apps/api/src/modules/interactions/search-tokens'
import { itemWrites } from '../../apps/api/src/modules/interactions/store/item-writes'
import type { InteractionStore } from '../../apps/api/src/modules/interactions/store/interaction.store'
import type { Commodities } from '../../apps/api/src/platform/firm/commodities'
import type { Keys } from '../../apps/api/src/platform/keys/keys'
import type { Write } from '../../apps/api/src/platform/postgres/commit'
import type { Database } from '../../apps/api/src/platform/postgres/database'
import { batchesOf } from '../lib/batches'
import { indexer, keep } from '../lib/keeping'
import { clientsOf, interactionsOf } from './data'

const batch = 2_000

// What anybody would make of it: the words, what finds them, and whose they are, in one row.
const plainTable = `CREATE TABLE plain (id text COLLATE "C" NOT NULL, client_id uuid NOT NULL, occurred_at timestamptz(3) NOT NULL, author_id uuid, visibility text NOT NULL, words text NOT NULL, found_by tsvector NOT NULL)`
const plainIndexes = ['ALTER TABLE plain ADD PRIMARY KEY (client_id, occurred_at, id)', 'CREATE INDEX ON plain (occurred_at, id)', 'CREATE INDEX ON plain USING gin (found_by)']
const plainRows = `INSERT INTO plain SELECT id, client_id, at, author_id, visibility, words, to_tsvector('english', words)
  FROM unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[]) AS i(id, client_id, at, author_id, visibility, words)`

function plainWrite(items: readonly Interaction[], commodities: Commodities): Write {
  const visibility = ({ kind, codes }: Interaction) => (kind === 'Note' ? codes.visibility : 'ALL')
  return {
    sql: plainRows,
    values: [
      items.map(({ id }) => id), items.map(({ clientId }) => clientId), items.map(({ occurredAt }) => occurredAt.toISOString()), items.map(({ authorId }) => authorId), items.map(visibility),
      items.map((item) => wordsOfItem(item, commodities).join(' ')),
    ],
  }
}

/** Takes the indexes of words away while rows come in, and makes them of all rows: as they are, and in a part of the time. */
async function withoutIndexes(database: Database, fill: () => Promise<void>): Promise<void> {
  const index = `SELECT indexdef FROM pg_indexes WHERE indexname = 'search_entry_tokens'`
  const [found] = await database.query<{ indexdef: string }>(index)
  if (found === undefined) throw new Error('The words of interactions have no index')
  await database.query('DROP INDEX interactions.search_entry_tokens')
  await database.query(plainTable)
  await fill()
  for (const statement of [found.indexdef, ...plainIndexes]) await database.query(statement)
  await database.query('VACUUM ANALYZE')
}

/** Fills the product's tables and the plain one with the same interactions. */
export async function seed(parts: { database: Database; keys: Keys; commodities: Commodities; store: InteractionStore }, count: number): Promise<void> {
  const { database, commodities } = parts
  const clients = clientsOf(count)
  await database.query(`INSERT INTO interactions.directory_client SELECT id, 'C-' || id, owner, 'ACTIVE', 1 FROM unnest($1::uuid[], $2::uuid[]) AS c(id, owner)`, [clients.map(({ id }) => id), clients.map(({ ownerId }) => ownerId)])
  const index = indexer(parts)
  const put = (items: readonly Interaction[]) => keep(parts, items, [...itemWrites(items.map(index)), plainWrite(items, commodities)])
  await withoutIndexes(database, async () => {
    let writing = Promise.resolve()
    for (const items of batchesOf(interactionsOf(count), batch)) {
      await writing
      writing = put(items)
    }
    await writing
  })
}
