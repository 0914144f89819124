import { expect, test } from 'vitest'
import { day } from '../../ui/timeline/span'
import { aCall } from './testing/entries'
import { fakeSource } from './testing/fake-source'
import { longestSilence } from './use-stand-outs'

const midnight = Math.floor(Date.now() / day) * day
const daysAgo = (days: number) => midnight - days * day
const whole = { from: daysAgo(300), to: daysAgo(-300) }

test('an email ends a silence as a call does', async () => {
  const source = fakeSource([aCall('1', daysAgo(200)), aCall('2', daysAgo(170), { channel: 'EMAIL' }), aCall('3', daysAgo(120), { channel: 'SMS' }), ...[100, 80, 60, 40, 20, 1].map((days) => aCall(`${days}`, daysAgo(days)))])

  expect(await longestSilence(source, whole)).toEqual({ from: daysAgo(169), to: daysAgo(120) })
})

test('a meeting that is planned ends none', async () => {
  const source = fakeSource([aCall('1', daysAgo(30)), aCall('2', daysAgo(-200), { channel: 'MEETING' })])
  const found = await longestSilence(source, whole)

  expect(found?.from).toBe(daysAgo(29))
  expect(found?.to).toBeLessThanOrEqual(Date.now())
})

test('six weeks without contact show in a century as in a year, to the day', async () => {
  const century = Array.from({ length: 7_300 }, (_, index) => aCall(`${index}`, daysAgo(index * 5)))
  const quiet = century.filter(({ occurredAt }) => Date.parse(occurredAt) <= daysAgo(20_040) || Date.parse(occurredAt) >= daysAgo(20_000))

  expect(await longestSilence(fakeSource(quiet), { from: daysAgo(36_600), to: daysAgo(-300) })).toEqual({ from: daysAgo(20_039), to: daysAgo(20_000) })
})

test('years without contact are told to the day', async () => {
  const source = fakeSource([aCall('1', daysAgo(2_001)), aCall('2', daysAgo(500)), aCall('3', daysAgo(3))])

  expect(await longestSilence(source, { from: daysAgo(2_100), to: daysAgo(-300) })).toEqual({ from: daysAgo(2_000), to: daysAgo(500) })
})
