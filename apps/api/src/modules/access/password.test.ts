import { expect, test } from 'vitest'
import { createHasher } from './password'
import { TooBusy } from './session.errors'

const hasher = createHasher({ atOnce: 1, waiting: 2, strangersEachSecond: 1_000 })

test('a hash is argon2id of the cost that OWASP asks for, and another each time', async () => {
  const [one, other] = await Promise.all([hasher.hash('seven bushels of wheat'), hasher.hash('seven bushels of wheat')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(other)
})

test('only the password itself is the password, however its letters were composed', async () => {
  const hash = await hasher.hash('café au lait'.normalize('NFC'))
  expect(await hasher.matches('café au lait'.normalize('NFD'), hash, 'stranger')).toBe(true)
  expect(await hasher.matches('cafe au lait', hash, 'stranger')).toBe(false)
})

test('without a hash nothing is the password, not even the one that is checked in its place', async () => {
  expect(await hasher.matches('no user has this', null, 'stranger')).toBe(false)
})

test('the event loop turns while a password is checked', async () => {
  const hash = await hasher.hash('seven bushels of wheat')
  let turns = 0
  let done = false
  const turn = () => {
    turns += 1
    if (!done) setImmediate(turn)
  }
  setImmediate(turn)
  await hasher.matches('seven bushels of wheat', hash, 'stranger')
  done = true
  expect(turns).toBeGreaterThan(100)
})

test('no more than so many strangers wait; whoever is at a known device still does, and goes first', async () => {
  const hash = await hasher.hash('seven bushels of wheat')
  const order: string[] = []
  const sign = (who: string, lane: 'known' | 'stranger') => hasher.inLine(lane, () => hasher.matches('seven bushels of wheat', hash, lane)).then(() => order.push(who), (error: unknown) => order.push(`${who} ${error instanceof TooBusy ? 'refused' : String(error)}`))
  const busy = ['first', 'second', 'third', 'fourth'].map((who) => sign(who, 'stranger'))
  await Promise.all([...busy, sign('known', 'known')])
  expect(order.toSorted()).toEqual(['first', 'fourth refused', 'known', 'second', 'third'])
  expect(order.indexOf('known')).toBeLessThan(order.indexOf('second'))
})

test('who is in line is counted from the first, while it is still looked up, and no more once it is done', async () => {
  let found = () => undefined as void
  const lookedUp = new Promise<void>((resolve) => (found = resolve))
  const inLine = ['first', 'second', 'third'].map(() => hasher.inLine('stranger', () => lookedUp))
  await expect(hasher.inLine('stranger', () => Promise.resolve())).rejects.toThrow(TooBusy)
  found()
  await Promise.all(inLine)
  await expect(hasher.inLine('stranger', () => Promise.resolve('let in'))).resolves.toBe('let in')
})

test('who fails leaves the line too', async () => {
  for (let index = 0; index < 10; index += 1) await expect(hasher.inLine('stranger', () => Promise.reject(new Error('wrong')))).rejects.toThrow('wrong')
})
