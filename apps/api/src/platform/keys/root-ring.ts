import { createHmac } from 'node:crypto'
import type { Database } from '../postgres/database'
import { keyIdOf, seal, unseal } from './sealed'
import { RootKeyError, type Root, type RootFile } from './root-key'

/** A data key's row. */
export interface KeyRow {
  owner_id: string
  class: string
  id: string
  wrapped: Buffer | null
}

type Named = Pick<KeyRow, 'owner_id' | 'class' | 'id'>

/** Where a data key is wrapped for. */
export const wrapPlace = (row: Named) => ({ kind: 'data-key', field: `${row.owner_id} ${row.class}`, record: row.id })

export const wrapUnder = (root: Root, row: Named, bytes: Buffer): Buffer => seal(root, wrapPlace(row), bytes)

const pseudorandom = (root: Root): Buffer => createHmac('sha256', Buffer.alloc(32)).update(root.bytes).digest()

/** The root keys that this process knows, and which of them wraps what is made now. */
export class RootRing {
  private roots = new Map<string, Root>()
  private currentId = ''
  /** That of `keys.root` as it was last read. */
  generation = 0

  private constructor(
    private readonly database: Database,
    readonly file: RootFile,
  ) {}

  /** @throws {RootKeyError} when the database's keys are of another root than the file's. */
  static async open(database: Database, file: RootFile): Promise<RootRing> {
    const ring = new RootRing(database, file)
    const [present] = await file.read()
    if (present === undefined) throw new RootKeyError('The file of the root key is empty; put back the one of your backup')
    await database.query('INSERT INTO keys.root (id) VALUES ($1) ON CONFLICT DO NOTHING', [present.id])
    await ring.reload()
    return ring
  }

  /** Reads the file and the database's row anew. @throws {RootKeyError} */
  async reload(): Promise<void> {
    const [row] = await this.database.query<{ id: string; generation: number }>('SELECT id, generation FROM keys.root')
    this.roots = new Map((await this.file.read()).map((root) => [root.id, root]))
    if (row === undefined || !this.roots.has(row.id)) {
      throw new RootKeyError('The data keys of this database are wrapped by another root key than this installation has: bring back the keys of now (npm run cli -- restore-keys), or the root key of your backup')
    }
    this.currentId = row.id
    this.generation = row.generation
  }

  get current(): Root {
    const root = this.roots.get(this.currentId)
    if (root === undefined) throw new RootKeyError('There is no root key')
    return root
  }

  get all(): Root[] {
    return [...this.roots.values()]
  }

  /** The secret of derived purposes as the first root gave it (RFC 5869, extract): it outlives that root, and does not tell it. */
  firstSecret(): Buffer {
    return pseudorandom(this.current)
  }

  /** A data key; a root that this process has not met yet is looked for in the file. @throws {RootKeyError} */
  async unwrap(row: KeyRow & { wrapped: Buffer }): Promise<Buffer> {
    const id = keyIdOf(row.wrapped)
    if (!this.roots.has(id)) await this.reload()
    const root = this.roots.get(id)
    if (root === undefined) throw new RootKeyError(`The data key ${row.id} is wrapped by a root key that is gone`)
    return unseal(root, wrapPlace(row), row.wrapped)
  }
}
