import { expect, test } from 'vitest'
import { hashPassword, isPassword, passwordFault } from './password'

const email = 'ada.broker@brokerage.example'

test.each(['seven bushels of wheat', 'Zx9!kq2r', 'ü'.repeat(8), 'a'.repeat(256)])('takes %s', (password) => {
  expect(passwordFault(password, email)).toBeNull()
})

test.each([
  ['short 7', 'must have from 8 to 256 characters'],
  ['a'.repeat(257), 'must have from 8 to 256 characters'],
  ['𝄞'.repeat(7), 'must have from 8 to 256 characters'],
  ['Password123', 'is one of the most common passwords; choose another'],
  ['12345678', 'is one of the most common passwords; choose another'],
  ['Ada.Broker@Brokerage.Example', 'must not be the email address'],
  ['ada.broker', 'must not be the email address'],
])('refuses %s', (password, fault) => {
  expect(passwordFault(password, email)).toBe(fault)
})

test('a hash is argon2id of the cost that OWASP asks for, and another each time', async () => {
  const [one, other] = await Promise.all([hashPassword('seven bushels of wheat'), hashPassword('seven bushels of wheat')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(other)
})

test('only the password itself is the password, however its letters were composed', async () => {
  const hash = await hashPassword('café au lait'.normalize('NFC'))
  expect(await isPassword('café au lait'.normalize('NFD'), hash)).toBe(true)
  expect(await isPassword('cafe au lait', hash)).toBe(false)
})

test('without a hash nothing is the password, and it takes about as long to say so', async () => {
  const hash = await hashPassword('seven bushels of wheat')
  const spent = { known: 0, unknown: 0 }
  for (let time = 0; time < 10; time += 1) {
    for (const [kind, of] of [['known', hash], ['unknown', null]] as const) {
      const begun = performance.now()
      expect(await isPassword('no user has this', of)).toBe(false)
      spent[kind] += performance.now() - begun
    }
  }
  expect(spent.unknown / spent.known).toBeGreaterThan(0.3)
})
