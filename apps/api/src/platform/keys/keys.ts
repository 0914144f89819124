import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Database } from '../postgres/database'
import { keyIdOf, seal, unseal, type Place } from './sealed'

/** Whose data it is, and which class of it: each class has a key of its own, so that it can be destroyed on its own day. */
export interface KeyOwner {
  id: string
  /** `identity`, `interactions-2026`, `import`, … */
  class: string
}

/** Seals with keys that are at hand. */
export interface Sealer {
  /** JSON of a value, sealed for its place. */
  seal(owner: KeyOwner, place: Place, value: unknown): Buffer
}

/** Encryption for everything that a person wrote or that names one. */
export interface Keys {
  /** Brings these owners' keys, making those that are missing. @throws when an owner's key was destroyed. */
  sealerFor(owners: readonly KeyOwner[]): Promise<Sealer>
  /** The values of sealed JSON, in the order given, by one look-up of keys; `null` where the key was destroyed. */
  open(sealed: readonly { value: Buffer; place: Place }[]): Promise<unknown[]>
  /** A keyed, irreversible fingerprint by which an exact value is found again (a blind index): 16 bytes. */
  fingerprint(purpose: string, value: string): Buffer
  /** A key of this installation for one purpose (HKDF-SHA-256 of the root key): 32 bytes. */
  derive(purpose: string): Buffer
}

interface DataKey {
  id: string
  bytes: Buffer
}

interface KeyRow extends Record<string, unknown> {
  owner_id: string
  class: string
  id: string
  wrapped: Buffer | null
}

/** The key of what is asked for was destroyed, and no other is ever made in its place. */
export class KeyDestroyed extends Error {}

const nameOf = (owner: KeyOwner) => `${owner.id} ${owner.class}`
const wrapPlace = (row: { owner_id: string; class: string; id: string }): Place => ({ kind: 'data-key', field: `${row.owner_id} ${row.class}`, record: row.id })
const rootId = '00000000-0000-0000-0000-000000000001'

class DataKeys {
  private readonly byId = new LRUCache<string, DataKey>({ max: 100_000 })
  private readonly byOwner = new LRUCache<string, DataKey>({ max: 100_000 })
  private readonly root: DataKey

  constructor(
    private readonly database: Database,
    root: Buffer,
  ) {
    this.root = { id: rootId, bytes: root }
  }

  private keep(row: KeyRow): void {
    if (row.wrapped === null) return
    const key = { id: row.id, bytes: unseal(this.root, wrapPlace(row), row.wrapped) }
    this.byId.set(row.id, key)
    this.byOwner.set(nameOf({ id: row.owner_id, class: row.class }), key)
  }

  private async make(owners: readonly KeyOwner[]): Promise<void> {
    const rows = owners.map((owner) => {
      const row = { owner_id: owner.id, class: owner.class, id: randomUUID() }
      return { ...row, wrapped: seal(this.root, wrapPlace(row), randomBytes(32)) }
    })
    await this.database.query(
      `INSERT INTO keys.data_key (owner_id, class, id, wrapped) SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[]) ON CONFLICT DO NOTHING`,
      [rows.map((row) => row.owner_id), rows.map((row) => row.class), rows.map((row) => row.id), rows.map((row) => row.wrapped)],
    )
  }

  private async load(owners: readonly KeyOwner[]): Promise<KeyRow[]> {
    const rows = await this.database.query<KeyRow>(
      `SELECT k.owner_id, k.class, k.id, k.wrapped FROM keys.data_key k
       JOIN unnest($1::uuid[], $2::text[]) AS o(id, class) ON k.owner_id = o.id AND k.class = o.class`,
      [owners.map((owner) => owner.id), owners.map((owner) => owner.class)],
    )
    for (const row of rows) this.keep(row)
    return rows
  }

  async forWriting(owners: readonly KeyOwner[]): Promise<void> {
    const missing = [...new Map(owners.map((owner) => [nameOf(owner), owner])).values()].filter((owner) => !this.byOwner.has(nameOf(owner)))
    if (missing.length === 0) return
    const known = new Set((await this.load(missing)).map((row) => nameOf({ id: row.owner_id, class: row.class })))
    const unmade = missing.filter((owner) => !known.has(nameOf(owner)))
    if (unmade.length === 0) return
    await this.make(unmade)
    await this.load(unmade)
  }

  ofOwner(owner: KeyOwner): DataKey {
    const key = this.byOwner.get(nameOf(owner))
    if (key === undefined) throw new KeyDestroyed(`The key ${owner.class} of ${owner.id} was destroyed`)
    return key
  }

  async forReading(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.byId.has(id))
    if (missing.length === 0) return
    const rows = await this.database.query<KeyRow>('SELECT owner_id, class, id, wrapped FROM keys.data_key WHERE id = ANY ($1::uuid[])', [missing])
    for (const row of rows) this.keep(row)
  }

  ofId(id: string): DataKey | undefined {
    return this.byId.get(id)
  }
}

/** @param root the 32 bytes of the root key. */
export function createKeys(database: Database, root: Buffer): Keys {
  const keys = new DataKeys(database, root)
  const derived = new Map<string, Buffer>()
  const derive = (purpose: string): Buffer => {
    const known = derived.get(purpose) ?? Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `brokersync ${purpose}`, 32))
    derived.set(purpose, known)
    return known
  }
  return {
    derive,
    async sealerFor(owners) {
      await keys.forWriting(owners)
      return { seal: (owner, place, value) => seal(keys.ofOwner(owner), place, Buffer.from(JSON.stringify(value))) }
    },
    async open(sealed) {
      await keys.forReading(sealed.map(({ value }) => keyIdOf(value)))
      return sealed.map(({ value, place }) => {
        const key = keys.ofId(keyIdOf(value))
        return key === undefined ? null : (JSON.parse(unseal(key, place, value).toString()) as unknown)
      })
    },
    fingerprint: (purpose, value) => createHmac('sha256', derive(`fingerprint ${purpose}`)).update(value).digest().subarray(0, 16),
  }
}
