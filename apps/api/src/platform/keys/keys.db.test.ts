import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabase } from '../../testing/app'
import { openDatabase, type Database } from '../postgres/database'
import { migrate } from '../postgres/migrate'
import { createLogger } from '../telemetry/logger'
import { createKeys, KeyDestroyed, type Keys } from './keys'
import { backUpKeys, restoreKeys } from './keys-file'
import { renewIfDue } from './nightly'
import { newRoot, openRootFile, RootKeyError } from './root-key'
import { seal } from './sealed'

let folder: string
let database: Database
let drop: () => Promise<void>
const owner = { id: randomUUID(), class: 'identity' }
const place = { kind: 'client', field: 'identity', record: owner.id }

const openKeys = async (): Promise<Keys> => createKeys(database, await openRootFile(folder, undefined))
const sealed = async (keys: Keys, value: string, of = owner) => (await keys.sealerFor([of])).seal(of, place, value)
const opened = async (keys: Keys, value: Buffer) => (await keys.open([{ value, place }]))[0]
const wrapped = async () => database.query<{ id: string; wrapped: Buffer | null }>('SELECT id, wrapped FROM keys.data_key WHERE owner_id = $1', [owner.id])

beforeEach(async () => {
  const made = await createDatabase()
  drop = made.drop
  folder = await mkdtemp(join(tmpdir(), 'brokersync-keys-'))
  await migrate(made.url, ['keys'], resolve(import.meta.dirname, '../../../../../prisma'))
  database = openDatabase(made.url, { size: 5, logger: createLogger('silent') })
})

afterEach(async () => {
  await database.close()
  await drop()
  await rm(folder, { recursive: true })
})

test('a destroyed key opens nothing in any process, and gets no other in its place', async () => {
  const [here, there] = [await openKeys(), await openKeys()]
  const value = await sealed(here, 'Hargreave')
  expect(await opened(there, value)).toBe('Hargreave')
  await here.destroy([owner])
  expect(await opened(here, value)).toBeNull()
  await there.look()
  expect(await opened(there, value)).toBeNull()
  await expect(sealed(here, 'again')).rejects.toThrow(KeyDestroyed)
  await expect(sealed(there, 'again')).rejects.toThrow(KeyDestroyed)
  expect(await wrapped()).toMatchObject([{ wrapped: null }])
  expect(await here.classesOf([owner.id])).toMatchObject([{ class: 'identity', destroyedAt: expect.any(Date) }])
})

test('a key that was never made cannot be made once it was destroyed', async () => {
  const keys = await openKeys()
  await keys.destroy([owner])
  await expect(sealed(keys, 'first')).rejects.toThrow(KeyDestroyed)
})

test('a closed owner keeps the keys that it has and gets no other, in a process that knows nothing of it either', async () => {
  const [here, there] = [await openKeys(), await openKeys()]
  const value = await sealed(here, 'Hargreave')
  await here.closeOwners([owner.id])
  expect(await opened(here, value)).toBe('Hargreave')
  await expect(sealed(there, 'more', { ...owner, class: 'notes-2026' })).rejects.toThrow(KeyDestroyed)
  expect((await here.classesOf([owner.id])).map((key) => key.class)).toEqual(['identity'])
  expect(await sealed(there, 'of another', { id: randomUUID(), class: 'identity' })).toBeInstanceOf(Buffer)
})

test('after a renewal all goes on: what was sealed opens, fingerprints and derived keys are the same, here, elsewhere and after a restart', async () => {
  const [here, there] = [await openKeys(), await openKeys()]
  const value = await sealed(here, 'Hargreave')
  const before = { print: here.fingerprint('email', 'a@b.example'), cursors: here.derive('cursors') }
  expect(await here.renewRoot()).toBe(2)
  const fresh = await sealed(there, 'made elsewhere', { ...owner, class: 'notes-2026' })
  for (const keys of [here, there, await openKeys()]) {
    expect(await opened(keys, value)).toBe('Hargreave')
    expect(await opened(keys, fresh)).toBe('made elsewhere')
    expect({ print: keys.fingerprint('email', 'a@b.example'), cursors: keys.derive('cursors') }).toEqual(before)
  }
})

test('a wrapped key that was dug out of an old copy opens nothing once the root is renewed', async () => {
  const keys = await openKeys()
  const value = await sealed(keys, 'Hargreave')
  const [old] = await wrapped()
  await keys.destroy([owner])
  await keys.renewRoot()
  await database.query('UPDATE keys.data_key SET wrapped = $1, destroyed_at = NULL WHERE owner_id = $2', [old?.wrapped, owner.id])
  await expect(opened(await openKeys(), value)).rejects.toThrow(RootKeyError)
})

test('a renewal that is cut off after any of its steps is finished by the next', async () => {
  const before = await openKeys()
  const value = await sealed(before, 'Hargreave')
  const file = await openRootFile(folder, undefined)
  const [old] = await file.read()
  const next = newRoot()
  await file.write([next, old ?? next])
  expect(await opened(await openKeys(), value)).toBe('Hargreave')
  await database.query('UPDATE keys.root SET id = $1, generation = generation + 1', [next.id])
  expect(await opened(await openKeys(), value)).toBe('Hargreave')
  expect(await sealed(before, 'under the new one', { ...owner, class: 'notes-2026' })).toBeInstanceOf(Buffer)
  expect(await (await openKeys()).renewRoot()).toBe(2)
  expect((await file.read()).map(({ id }) => id)).toEqual([next.id])
  expect(await opened(before, value)).toBe('Hargreave')
})

test('the root file of the first version is read, and fingerprints stay what they were', async () => {
  const [kek, root] = [randomBytes(32), randomBytes(32)]
  await writeFile(join(folder, 'key-encryption-key'), kek.toString('base64'))
  await writeFile(join(folder, 'root-key'), seal({ id: '00000000-0000-0000-0000-000000000000', bytes: kek }, { kind: 'root-key', field: 'bytes', record: 'root' }, root).toString('base64'))
  const { createHmac, hkdfSync } = await import('node:crypto')
  const key = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), 'brokersync fingerprint email', 32))
  const print = createHmac('sha256', key).update('a@b.example').digest().subarray(0, 16)
  const keys = await openKeys()
  expect(keys.fingerprint('email', 'a@b.example')).toEqual(print)
  await keys.renewRoot()
  expect((await openKeys()).fingerprint('email', 'a@b.example')).toEqual(print)
  expect(await readFile(join(folder, 'root-key'), 'utf8')).toMatch(/^[0-9a-f-]{36} \S+\n$/)
})

test('a database of another root is refused at the start', async () => {
  await sealed(await openKeys(), 'Hargreave')
  await rm(join(folder, 'root-key'))
  await expect(openKeys()).rejects.toThrow(RootKeyError)
})

test('the root is renewed by itself in the night after a destruction, and once', async () => {
  const keys = await openKeys()
  const around = { keys, database, timeZone: 'UTC' }
  const nights = (count: number) => new Date(Date.now() + count * 24 * 3_600_000)
  await sealed(keys, 'Hargreave')
  expect(await renewIfDue({ ...around, now: nights(2) })).toBe(false)
  await keys.destroy([owner])
  expect(await renewIfDue({ ...around, now: new Date() })).toBe(false)
  expect(await renewIfDue({ ...around, now: nights(2) })).toBe(true)
  expect(await renewIfDue({ ...around, now: nights(2) })).toBe(false)
})

test('keys that many processes make while one destroys and renews are whole: what was sealed opens, or its owner was closed', async () => {
  const processes = await Promise.all(Array.from({ length: 3 }, openKeys))
  const values: { owner: string; value: Buffer }[] = []
  const make = async (keys: Keys) => {
    for (let n = 0; n < 30; n += 1) {
      const of = { id: randomUUID(), class: 'identity' }
      values.push({ owner: of.id, value: await sealed(keys, of.id, of) })
    }
  }
  const disturb = async () => {
    for (let n = 0; n < 3; n += 1) {
      await processes[0]?.closeOwners([randomUUID()])
      await processes[0]?.renewRoot()
    }
  }
  await Promise.all([...processes.map(make), disturb()])
  const last = await openKeys()
  for (const { owner: id, value } of values) expect(await opened(last, value)).toBe(id)
})

test('the keys of now take the place of those of an older database: what was destroyed since opens nothing there, all else opens', async () => {
  const other = { id: randomUUID(), class: 'identity' }
  const before = await openKeys()
  const [gone, stays] = [await sealed(before, 'Hargreave'), (await before.sealerFor([other])).seal(other, place, 'Osei')]
  const old = await database.query('SELECT * FROM keys.data_key')
  const oldRoot = await database.query<{ id: string }>('SELECT id FROM keys.root')
  await before.destroy([owner])
  await before.renewRoot()
  const file = join(folder, 'keys.jsonl')
  const erased = [{ erased: owner.id, kind: 'ERASURE' as const }]
  expect(await backUpKeys(database, file, erased)).toBe(2 + old.length)

  // An older database is put back.
  await database.query('DELETE FROM keys.data_key')
  await database.query('INSERT INTO keys.data_key SELECT * FROM jsonb_populate_recordset(NULL::keys.data_key, $1::jsonb)', [
    JSON.stringify(old.map((row) => ({ ...row, wrapped: row['wrapped'] === null ? null : `\\x${(row['wrapped'] as Buffer).toString('hex')}` }))),
  ])
  await database.query('UPDATE keys.root SET id = $1', [oldRoot[0]?.id])
  await expect(openKeys()).rejects.toThrow(RootKeyError)

  expect(await restoreKeys(database, file)).toEqual(erased)
  const after = await openKeys()
  expect([await opened(after, gone), await opened(after, stays)]).toEqual([null, 'Osei'])
  await expect(sealed(after, 'again')).rejects.toThrow(KeyDestroyed)
})

test('a file that is not one of keys changes nothing', async () => {
  const keys = await openKeys()
  const value = await sealed(keys, 'Hargreave')
  const file = join(folder, 'wrong.jsonl')
  await writeFile(file, '{"hello":1}\n')
  await expect(restoreKeys(database, file)).rejects.toThrow()
  expect(await opened(await openKeys(), value)).toBe('Hargreave')
})
