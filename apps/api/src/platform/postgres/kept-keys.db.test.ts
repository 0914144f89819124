import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { keptKey } from './idempotently'
import { hashKeysInClear } from './kept-keys'

let app: App

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
})
afterAll(() => app.stop())

const make = (idempotencyKey: string, displayName = 'Ada Cole') => app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName, idempotencyKey } })
const idOf = (answer: Awaited<ReturnType<typeof make>>) => (answer.data['createClient'] as unknown as { id: string }).id
const claims = (module: string) => app.runtime.database.query<{ caller: string; key: string }>(`SELECT caller, key FROM ${module}.claim`)

test('a key that a caller made of an address is kept as a hash, and works again', async () => {
  const id = idOf(await make('ada@example.com'))
  const note = async () => (await app.send(operation('AddNote'), { input: { clientId: id, body: 'A test', idempotencyKey: 'note ada@example.com' } })).data['addNote']
  const [first, second] = [await note(), await note()]
  expect(second).toEqual(first)
  expect(idOf(await make('ada@example.com'))).toBe(id)
  for (const module of ['profiles', 'interactions']) {
    const kept = await claims(module)
    expect(kept.map(({ key }) => key)).toEqual([expect.stringMatching(/^hmac:[\w-]{22}$/)])
  }
})

test('one that an earlier version kept in clear is kept as a hash from the next start on, and works again', async () => {
  const { database, keys } = app.runtime
  const id = idOf(await make('ben@example.com', 'Ben Dorn'))
  const caller = (await claims('profiles'))[0]?.caller ?? ''
  await database.query('UPDATE profiles.claim SET key = $2 WHERE key = $1', [keptKey(keys, { caller, operation: 'createClient', key: 'ben@example.com' }), 'ben@example.com'])
  expect((await claims('profiles')).map(({ key }) => key)).toContain('ben@example.com')

  await hashKeysInClear(database, 'profiles', (claim) => keptKey(keys, claim))

  expect((await claims('profiles')).map(({ key }) => key)).not.toContain('ben@example.com')
  expect(idOf(await make('ben@example.com', 'Ben Dorn'))).toBe(id)
})

test.each([
  ['', 'no key'], ['x'.repeat(201), 'an endless one'], [Array.from({ length: 9_000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7_919) % 20_000))).join(''), 'an endless one that nothing makes smaller'], ['a\u0000b', 'one with a NUL'],
])('%j is refused as %s', async (key) => {
  expect((await make(key)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'idempotencyKey' }] })
})
