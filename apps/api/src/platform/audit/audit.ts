import { uuidv7 } from '../ids'
import type { Database } from '../postgres/database'
import type { Origin } from '../postgres/commit'

/** What one operation read: kinds of data, and the clients whose data it was. */
export class ReadRecord {
  private readonly kinds = new Set<string>()
  private readonly clients = new Set<string>()
  private sizeOnRecord = 0

  add(kind: string, clientIds: Iterable<string>): void {
    this.kinds.add(kind)
    for (const id of clientIds) this.clients.add(id)
  }

  /** @returns whether anything of it is new here. */
  take(other: ReadRecord): boolean {
    const before = this.size
    for (const kind of other.kinds) this.kinds.add(kind)
    for (const id of other.clients) this.clients.add(id)
    return this.size > before
  }

  /** How many kinds and clients. */
  get size(): number {
    return this.kinds.size + this.clients.size
  }

  get isEmpty(): boolean {
    return this.kinds.size === 0
  }

  /** Whether a durable row tells all of it. */
  get isOnRecord(): boolean {
    return this.sizeOnRecord === this.size
  }

  /** Whether a durable row tells some of it. */
  get hasRow(): boolean {
    return this.sizeOnRecord > 0
  }

  /** Once a row that told so much of it is durable. */
  putOnRecord(size: number): void {
    this.sizeOnRecord = Math.max(this.sizeOnRecord, size)
  }

  get kindsRead(): string[] {
    return [...this.kinds].sort()
  }

  get clientIds(): string[] {
    return [...this.clients]
  }
}

const longestName = 64

/**
 * An operation as the trail tells of it. What its caller calls it is another's text that stays for good: it is cut short, and always stands behind
 * the kind of the operation, so that it passes for nothing that the product does.
 */
export const nameOfOperation = (kind: string, name: string | null | undefined): string => `${kind} ${name?.slice(0, longestName) ?? ''}`.trim()

/** Writes the durable row of each operation that reads, before its data leaves; rows that come together share a commit. */
export interface ReadAudit {
  /** Resolves when the row is durable. @param operation what it is, as {@link nameOfOperation} tells it: `query ClientPage`, `subscription …`. */
  write(record: ReadRecord, operation: string, origin: Origin): Promise<void>
}

/** The action of an entry that tells what was read. */
export const readAction = (operation: string): string => `read ${operation}`

/** As PostgreSQL reads an array of words or UUIDs. */
export const arrayOf = (values: readonly string[]): string => `{${values.join(',')}}`

interface Pending {
  row: readonly [
    id: string, actorId: string | null, credential: string, requestId: string, action: string, kinds: string, clientIds: string,
    address: string | null, agent: string | null,
  ]
  resolve: () => void
  reject: (error: unknown) => void
}

/** @param written called when rows are durable. */
export function createReadAudit(schema: string, database: Database, written: () => void): ReadAudit {
  let pending: Pending[] = []
  let writing = false

  const flush = async (): Promise<void> => {
    if (writing) return
    writing = true
    while (pending.length > 0) {
      const rows = pending.splice(0, 500)
      const column = (index: number) => rows.map(({ row }) => row[index])
      await database
        .query(
          `INSERT INTO ${schema}.audit (id, at, actor_id, credential, request_id, address, agent, action, reads, client_ids)
           SELECT id, now(), actor_id, credential, request_id, address, agent, action, kinds::text[], clients::uuid[]
           FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
             AS r(id, actor_id, credential, request_id, action, kinds, clients, address, agent)`,
          [0, 1, 2, 3, 4, 5, 6, 7, 8].map(column),
        )
        .then(
          () => {
            rows.forEach(({ resolve }) => resolve())
            written()
          },
          (error: unknown) => rows.forEach(({ reject }) => reject(error)),
        )
    }
    writing = false
  }

  return {
    write: (record, operation, origin) =>
      new Promise((resolve, reject) => {
        const row = [
          uuidv7(), origin.actorId, origin.credential, origin.requestId, readAction(operation), arrayOf(record.kindsRead), arrayOf(record.clientIds),
          origin.address ?? null, origin.agent ?? null,
        ] as const
        const { size } = record
        const done = () => {
          record.putOnRecord(size)
          resolve()
        }
        pending.push({ row, resolve: done, reject })
        setImmediate(() => void flush())
      }),
  }
}
