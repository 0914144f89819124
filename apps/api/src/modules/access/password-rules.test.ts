import { describe, expect, test } from 'vitest'
import { passwordRules } from './password-rules'

const near = { email: 'ada.broker@brokerage.example', name: 'Ada Broker' }
const fault = passwordRules(15)

describe('where a password is the only factor', () => {
  test.each(['seven bushels of wheat', 'a long enough passphrase', 'żółte gęsi o świcie', 'ü'.repeat(3) + 'kq2r pls vv0 4711', 'kpd3e-qw9rt-zzkk3-ab2cd', '四匹の猫が小麦畑で朝から晩まで眠る', 'no capital and no digit'])('takes %s', (password) => {
    expect(fault(password, near)).toBeNull()
  })

  test('takes as many characters as anybody types, and counts them as people do', () => {
    expect(fault('the quick ox '.repeat(19), near)).toBeNull()
    expect(fault('seven bushels'.padEnd(257, ' of wheat'), near)).toBe('must have from 15 to 256 characters')
    expect(fault('𝄞'.repeat(14), near)).toBe('must have from 15 to 256 characters')
    expect(fault('fourteen chars', near)).toBe('must have from 15 to 256 characters')
  })

  test.each(['passwordpassword', 'Password123456!!', '123456789012345', 'aaaaaaaaaaaaaaaaaaaa', 'qwertyuiopasdfgh', 'iloveyouiloveyou', 'drowssapdrowssap', 'abcabcabcabcabcabc'])('refuses %s, which is guessed first', (password) => {
    expect(fault(password, near)).toMatch(/^is among the passwords that are guessed first/)
  })

  test.each(['ada.broker@brokerage.example', 'AdaBroker AdaBroker', 'Brokersync-2026-11!', 'ada.broker.1234567', 'Brokerage Broker 1'])('refuses %s, which is made of what is near', (password) => {
    expect(fault(password, near)).toMatch(/^is made of the name/)
  })
})

describe('where there is another factor', () => {
  const short = passwordRules(8)
  test.each(['Zx9!kq2r', 'vq kpl zt'])('takes %s', (password) => expect(short(password, near)).toBeNull())
  test.each(['password', 'p4ssw0rd', 'Passw0rd1', 'iloveyou', 'football1'])('refuses %s', (password) => expect(short(password, near)).toMatch(/guessed first/))
})
