import { createReadStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Database } from '../postgres/database'
import { RootKeyError } from './root-key'

const page = 5_000
const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'))
const keyLine = z.object({ owner_id: z.uuid(), class: z.string(), id: z.uuid(), wrapped: bytes.nullable(), created_at: z.string(), destroyed_at: z.string().nullable() })
const rootLine = z.object({ root: z.uuid() })
const erasedLine = z.object({ erased: z.uuid(), kind: z.enum(['ERASURE', 'ANONYMISATION']) })
const line = z.union([rootLine, erasedLine, keyLine])
type KeyLine = z.infer<typeof keyLine>

/** A client that was erased or made anonymous, so that whoever restores an older database does it again. */
export type Erased = z.infer<typeof erasedLine>

async function* linesOf(query: Database['query'], erased: readonly Erased[]): AsyncGenerator<object> {
  const [root] = await query<{ id: string }>('SELECT id FROM keys.root')
  if (root === undefined) throw new RootKeyError('There are no keys yet')
  yield { root: root.id }
  yield* erased
  for (let last: { owner_id: string; class: string } | undefined; ; ) {
    const rows: { owner_id: string; class: string }[] = await query(
      `SELECT owner_id, class, id, translate(encode(wrapped, 'base64'), E'\\n', '') AS wrapped, created_at::text, destroyed_at::text FROM keys.data_key
       WHERE $1::uuid IS NULL OR (owner_id, class) > ($1, $2::text) ORDER BY owner_id, class LIMIT ${page}`,
      [last?.owner_id ?? null, last?.class ?? null],
    )
    yield* rows
    last = rows.at(-1)
    if (rows.length < page) return
  }
}

/**
 * Writes all keys as they are, wrapped, into a file of a line of JSON each, and which were destroyed; it is worth nothing without the root key.
 * @returns how many lines.
 */
export async function backUpKeys(database: Database, path: string, erased: readonly Erased[]): Promise<number> {
  const part = `${path}.part`
  const file = await open(part, 'w', 0o600)
  try {
    const count = await database.transaction(async (query) => {
      await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
      let written = 0
      for await (const one of linesOf(query, erased)) {
        await file.write(`${JSON.stringify(one)}\n`)
        written += 1
      }
      return written
    })
    await file.sync()
    await rename(part, path)
    return count
  } finally {
    await file.close()
  }
}

const insert = (query: Database['query'], keys: readonly KeyLine[]) =>
  query(
    `INSERT INTO keys.data_key (owner_id, class, id, wrapped, created_at, destroyed_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[], $5::timestamptz[], $6::timestamptz[])`,
    [keys.map((key) => key.owner_id), keys.map((key) => key.class), keys.map((key) => key.id), keys.map((key) => key.wrapped), keys.map((key) => key.created_at), keys.map((key) => key.destroyed_at)],
  )

/**
 * Puts the keys of a file in the place of those that a restored database brought along, all or none; while nothing else runs on it.
 * @returns who was erased by then. @throws {z.ZodError} when the file is not one of keys.
 */
export async function restoreKeys(database: Database, path: string): Promise<Erased[]> {
  const erased: Erased[] = []
  await database.transaction(async (query) => {
    await query('TRUNCATE keys.data_key')
    let waiting: KeyLine[] = []
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      const one = line.parse(JSON.parse(text))
      if ('root' in one) {
        await query('DELETE FROM keys.root')
        await query('INSERT INTO keys.root (id) VALUES ($1)', [one.root])
      } else if ('erased' in one) erased.push(one)
      else if (waiting.push(one) === page) {
        await insert(query, waiting)
        waiting = []
      }
    }
    if (waiting.length > 0) await insert(query, waiting)
  })
  return erased
}
