import { createHmac, randomUUID } from 'node:crypto'
import type { Database } from '../postgres/database'
import { DataKeys, nameOf } from './data-keys'
import { renewRoot } from './renewal'
import type { RootFile } from './root-key'
import { RootRing, wrapUnder, type KeyRow } from './root-ring'
import { keyIdOf, seal, unseal, type Place } from './sealed'

export { KeyDestroyed } from './data-keys'

/** Whose data it is, and which class of it: each class has a key of its own, so that it can be destroyed on its own day. */
export interface KeyOwner {
  id: string
  /** `identity`, `communications-2026`, `orders-2026`, `notes-2026`, `documents`, `import`, … */
  class: string
}

/** A key that is, or was. */
export interface KeyClass extends KeyOwner {
  createdAt: Date
  /** Null: it is. */
  destroyedAt: Date | null
}

/** Seals with keys that are at hand. */
export interface Sealer {
  /** JSON of a value, sealed for its place. */
  seal(owner: KeyOwner, place: Place, value: unknown): Buffer
}

/** Encryption for everything that a person wrote or that names one. */
export interface Keys {
  /** Brings these owners' keys, making those that are missing. @throws {KeyDestroyed} when an owner's key was destroyed, or the owner closed. */
  sealerFor(owners: readonly KeyOwner[]): Promise<Sealer>
  /** The values of sealed JSON, in the order given, by one look-up of keys; `null` where the key was destroyed. */
  open(sealed: readonly { value: Buffer; place: Place }[]): Promise<unknown[]>
  /** A keyed, irreversible fingerprint by which an exact value is found again (a blind index): 16 bytes. */
  fingerprint(purpose: string, value: string): Buffer
  /** A key of this installation for one purpose (HKDF-SHA-256, RFC 5869): 32 bytes. It outlives the root key. */
  derive(purpose: string): Buffer
  /** Which keys these owners have, and had. */
  classesOf(ownerIds: readonly string[]): Promise<KeyClass[]>
  /** Destroys keys, for good and in every process: nothing that they sealed opens, and no other is made in their place. */
  destroy(owners: readonly KeyOwner[]): Promise<void>
  /** These owners keep the keys that they have and never get another, of any class. */
  closeOwners(ownerIds: readonly string[]): Promise<void>
  /** Puts a new root key in the place of the old one, so that a key once wrapped by that opens nothing. @returns how many keys were wrapped anew. */
  renewRoot(): Promise<number>
  /** Looks whether keys were destroyed or the root renewed elsewhere, and forgets what it holds if so. */
  look(): Promise<void>
}

const derivation = { owner_id: '00000000-0000-0000-0000-000000000000', class: 'derivation' }

/** The secret of derived purposes: a row like a data key's, wrapped by the root and wrapped anew with it. */
async function secretOf(database: Database, ring: RootRing): Promise<Buffer> {
  const row = { ...derivation, id: randomUUID() }
  await database.query('INSERT INTO keys.data_key (owner_id, class, id, wrapped) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
    row.owner_id, row.class, row.id, wrapUnder(ring.current, row, ring.firstSecret()),
  ])
  const [found] = await database.query<KeyRow>('SELECT owner_id, class, id, wrapped FROM keys.data_key WHERE owner_id = $1 AND class = $2', [row.owner_id, row.class])
  if (found?.wrapped == null) throw new Error('The secret of derived purposes is gone; put back the keys of your backup')
  return ring.unwrap({ ...found, wrapped: found.wrapped })
}

// HKDF's second step alone, for 32 bytes: the secret is what the first one gives.
const expand = (secret: Buffer, purpose: string): Buffer => createHmac('sha256', secret).update(`brokersync ${purpose}`).update(Buffer.of(1)).digest()

/** @param changed is told when keys were destroyed or the root renewed here, to tell the other processes. @throws {RootKeyError} */
export async function createKeys(database: Database, file: RootFile, changed: () => void = () => undefined): Promise<Keys> {
  const ring = await RootRing.open(database, file)
  const keys = new DataKeys(database, ring)
  const secret = await secretOf(database, ring)
  const derived = new Map<string, Buffer>()
  const derive = (purpose: string): Buffer => {
    const known = derived.get(purpose) ?? expand(secret, purpose)
    derived.set(purpose, known)
    return known
  }
  return {
    derive,
    async sealerFor(owners) {
      const held = await keys.forWriting(owners)
      return {
        seal(owner, place, value) {
          const key = held.get(nameOf(owner))
          if (key === undefined) throw new Error(`No key ${owner.class} was asked for`)
          return seal(key, place, Buffer.from(JSON.stringify(value)))
        },
      }
    },
    async open(sealed) {
      const held = await keys.forReading(sealed.map(({ value }) => keyIdOf(value)))
      return sealed.map(({ value, place }) => {
        const key = held.get(keyIdOf(value))
        return key === undefined ? null : (JSON.parse(unseal(key, place, value).toString()) as unknown)
      })
    },
    fingerprint: (purpose, value) => createHmac('sha256', derive(`fingerprint ${purpose}`)).update(value).digest().subarray(0, 16),
    classesOf: (ids) => keys.classesOf(ids),
    async destroy(owners) {
      await keys.destroy(owners)
      changed()
    },
    async closeOwners(ids) {
      await keys.closeOwners(ids)
      changed()
    },
    async renewRoot() {
      const count = await renewRoot(database, ring)
      await keys.look()
      changed()
      return count
    },
    look: () => keys.look(),
  }
}
