import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createDevices, deviceSeconds } from './device'

const keysOf = (secret: string) => ({ fingerprint: (purpose: string, value: string) => createHmac('sha256', secret).update(`${purpose} ${value}`).digest().subarray(0, 16) })
let at = 1_800_000_000_000
const devices = createDevices(keysOf('ours'), () => at)
const ada = 'ada@brokerage.example'

test('a browser is known to the user who signed in there, as one and the same', () => {
  const [cookie, other] = [devices.issue(ada), devices.issue(ada)]
  expect(devices.known(ada, cookie)).toBe(devices.known(ada, cookie))
  expect(devices.known(ada, cookie)).not.toBe(devices.known(ada, other))
})

test('a cookie is nothing to another user, altered, made by others, or too old', () => {
  const cookie = devices.issue(ada)
  expect(devices.known('jonas@brokerage.example', cookie)).toBeNull()
  expect(devices.known(ada, cookie.replace(/^\d+/, '1800000001'))).toBeNull()
  expect(devices.known(ada, createDevices(keysOf('theirs'), () => at).issue(ada))).toBeNull()
  for (const wrong of [undefined, '', 'x', `${cookie}x`, '1.2.3']) expect(devices.known(ada, wrong)).toBeNull()
  at += (deviceSeconds + 1) * 1_000
  expect(devices.known(ada, cookie)).toBeNull()
})
