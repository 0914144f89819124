import { expect, test } from 'vitest'
import { nightAfter } from './nightly'

test('the night after is the next three o’clock of the firm’s time zone', () => {
  expect(nightAfter(new Date('2026-11-26T14:00:00Z'), 'UTC')).toEqual(new Date('2026-11-27T03:00:00Z'))
  expect(nightAfter(new Date('2026-11-26T02:59:00Z'), 'UTC')).toEqual(new Date('2026-11-26T03:00:00Z'))
  expect(nightAfter(new Date('2026-11-26T03:00:00Z'), 'UTC')).toEqual(new Date('2026-11-27T03:00:00Z'))
  expect(nightAfter(new Date('2026-11-26T14:00:00Z'), 'Asia/Kathmandu')).toEqual(new Date('2026-11-26T21:15:00Z'))
})
