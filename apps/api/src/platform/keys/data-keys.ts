import { randomBytes, randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { DomainError } from '../errors/domain-error'
import type { Database } from '../postgres/database'
import type { KeyClass, KeyOwner } from './keys'
import { wrapUnder, type KeyRow, type RootRing } from './root-ring'

export interface DataKey {
  id: string
  bytes: Buffer
}

/** The key of what is asked for was destroyed, and no other is ever made in its place. */
export class KeyDestroyed extends DomainError {
  constructor(owner: KeyOwner) {
    super('GONE', `The key ${owner.class} of ${owner.id} was destroyed`)
  }
}

export const nameOf = (owner: KeyOwner) => `${owner.id} ${owner.class}`
const ownerOf = (row: KeyRow): KeyOwner => ({ id: row.owner_id, class: row.class })

/** In the place of a class: this owner gets no new key, of any class. */
const closed = '*'

// The row of the root is held while keys are made: who closes an owner or renews the root waits for it, and what is made after
// finds another generation and makes nothing.
const insertKeys = `
WITH held AS (SELECT 1 FROM keys.root WHERE generation = $5 FOR SHARE), made AS (
  INSERT INTO keys.data_key (owner_id, class, id, wrapped)
  SELECT o.* FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[]) AS o(id, class, key, wrapped), held
  WHERE NOT EXISTS (SELECT FROM keys.data_key t WHERE t.owner_id = o.id AND t.class = '${closed}')
  ON CONFLICT DO NOTHING
)
SELECT 1 FROM held`

const grow = 'UPDATE keys.root SET generation = generation + 1'

/** The data keys: their rows, and those that this process holds in memory. */
export class DataKeys {
  private readonly byId = new LRUCache<string, DataKey>({ max: 100_000 })
  private readonly byOwner = new LRUCache<string, DataKey>({ max: 100_000 })
  /** That of which what is in memory is. */
  private generation: number

  constructor(
    private readonly database: Database,
    private readonly ring: RootRing,
  ) {
    this.generation = ring.generation
  }

  /** Forgets what is in memory, where keys were destroyed or the root was renewed in any process. */
  async look(): Promise<void> {
    const [row] = await this.database.query<{ generation: number }>('SELECT generation FROM keys.root')
    if (row !== undefined && row.generation !== this.generation) await this.forget()
  }

  private async forget(): Promise<void> {
    this.byId.clear()
    this.byOwner.clear()
    await this.ring.reload()
    this.generation = this.ring.generation
  }

  private async keep(rows: readonly KeyRow[]): Promise<DataKey[]> {
    const kept: DataKey[] = []
    for (const row of rows) {
      if (row.wrapped === null) continue
      const key = { id: row.id, bytes: await this.ring.unwrap({ ...row, wrapped: row.wrapped }) }
      this.byId.set(row.id, key)
      this.byOwner.set(nameOf(ownerOf(row)), key)
      kept.push(key)
    }
    return kept
  }

  private async make(owners: readonly KeyOwner[]): Promise<void> {
    for (;;) {
      const rows = owners.map((owner) => {
        const row = { owner_id: owner.id, class: owner.class, id: randomUUID() }
        return { ...row, wrapped: wrapUnder(this.ring.current, row, randomBytes(32)) }
      })
      const column = <Name extends 'owner_id' | 'class' | 'id' | 'wrapped'>(name: Name) => rows.map((row) => row[name])
      const held = await this.database.query(insertKeys, [column('owner_id'), column('class'), column('id'), column('wrapped'), this.ring.generation])
      if (held.length > 0) return
      await this.forget()
    }
  }

  private load(owners: readonly KeyOwner[]): Promise<KeyRow[]> {
    return this.database.query<KeyRow>(
      `SELECT k.owner_id, k.class, k.id, k.wrapped FROM keys.data_key k
       JOIN unnest($1::uuid[], $2::text[]) AS o(id, class) ON k.owner_id = o.id AND k.class = o.class`,
      [owners.map((owner) => owner.id), owners.map((owner) => owner.class)],
    )
  }

  /** The keys of owners, made where they are missing. @throws {KeyDestroyed} */
  async forWriting(owners: readonly KeyOwner[]): Promise<Map<string, DataKey>> {
    const asked = new Map(owners.map((owner) => [nameOf(owner), owner]))
    const missing = [...asked.values()].filter((owner) => !this.byOwner.has(nameOf(owner)))
    if (missing.length > 0) {
      const rows = await this.load(missing)
      await this.keep(rows)
      const known = new Set(rows.map((row) => nameOf(ownerOf(row))))
      const unmade = missing.filter((owner) => !known.has(nameOf(owner)))
      if (unmade.length > 0) {
        await this.make(unmade)
        await this.keep(await this.load(unmade))
      }
    }
    return new Map([...asked].map(([name, owner]) => {
      const key = this.byOwner.get(name)
      if (key === undefined) throw new KeyDestroyed(owner)
      return [name, key]
    }))
  }

  /** The keys of these ids that still are. */
  async forReading(ids: readonly string[]): Promise<Map<string, DataKey>> {
    const asked = [...new Set(ids)]
    const found = asked.flatMap((id) => this.byId.get(id) ?? [])
    const known = new Set(found.map(({ id }) => id))
    const missing = asked.filter((id) => !known.has(id))
    if (missing.length > 0) found.push(...(await this.keep(await this.database.query<KeyRow>('SELECT owner_id, class, id, wrapped FROM keys.data_key WHERE id = ANY ($1::uuid[])', [missing]))))
    return new Map(found.map((key) => [key.id, key]))
  }

  async destroy(owners: readonly KeyOwner[]): Promise<void> {
    const values = [owners.map((owner) => owner.id), owners.map((owner) => owner.class)]
    await this.database.transaction(async (query) => {
      await query(grow)
      await query(
        `INSERT INTO keys.data_key AS k (owner_id, class, id, wrapped, destroyed_at)
         SELECT o.id, o.class, gen_random_uuid(), NULL, now() FROM unnest($1::uuid[], $2::text[]) AS o(id, class)
         ON CONFLICT (owner_id, class) DO UPDATE SET wrapped = NULL, destroyed_at = now() WHERE k.wrapped IS NOT NULL`,
        values,
      )
    })
    await this.forget()
  }

  /** These owners keep the keys that they have, and get no other. */
  closeOwners = (ids: readonly string[]): Promise<void> => this.destroy(ids.map((id) => ({ id, class: closed })))

  classesOf(ids: readonly string[]): Promise<KeyClass[]> {
    return this.database.query<KeyClass & Record<string, unknown>>(
      `SELECT owner_id AS id, class, created_at AS "createdAt", destroyed_at AS "destroyedAt" FROM keys.data_key
       WHERE owner_id = ANY ($1::uuid[]) AND class <> '${closed}' ORDER BY owner_id, class`,
      [ids],
    )
  }
}
