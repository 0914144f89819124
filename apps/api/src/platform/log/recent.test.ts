import type { EventId } from '@brokersync/schema/ids'
import { expect, test } from 'vitest'
import type { LoggedEvent } from './log'
import { Recent } from './recent'

const event = (position: number): LoggedEvent => ({
  position, id: `event-${position}` as EventId, module: 'segments', type: 'test.happened', subject: 's', version: 1, at: new Date(0), actorId: null, requestId: 'r', data: {},
})

/** A log of so many events, which counts how often it is read. */
function aLog(length: number) {
  const log = { length, reads: 0, fails: false, answer: () => Promise.resolve() }
  const recent = new Recent(async (after, limit) => {
    log.reads += 1
    const end = log.length
    await log.answer()
    if (log.fails) throw new Error('away')
    return { events: Array.from({ length: Math.max(0, Math.min(limit, end - after)) }, (_, index) => event(after + index + 1)), end }
  })
  const grow = (by: number) => {
    log.length += by
    recent.grown()
  }
  return { log, recent, grow }
}

const positions = (events: readonly LoggedEvent[] | null) => events?.map(({ position }) => position) ?? null

test('all who follow the log are given its growth by one reading', async () => {
  const { log, recent, grow } = aLog(40)
  expect(await recent.head()).toBe(40)
  expect(positions(recent.between(40, 40))).toEqual([])
  grow(3)
  expect(await Promise.all(Array.from({ length: 36 }, () => recent.head()))).toEqual(Array(36).fill(43))
  expect(log.reads).toBe(2)
  expect(positions(recent.between(40, 43))).toEqual([41, 42, 43])
  expect(positions(recent.between(41, 42))).toEqual([42])
  expect(positions(recent.between(42, 41))).toEqual([])
  // What was there before anybody followed it is read from the log itself.
  expect(recent.between(39, 43)).toBeNull()
})

test('what the log grew by while it was being read is read as well', async () => {
  const { log, recent, grow } = aLog(0)
  await recent.head()
  let finish: () => void = () => undefined
  log.answer = () => new Promise((resolve) => (finish = resolve))
  grow(1)
  const early = recent.head()
  grow(1)
  const late = recent.head()
  log.answer = () => Promise.resolve()
  finish()
  expect([await early, await late]).toEqual([1, 2])
  expect(positions(recent.between(0, 2))).toEqual([1, 2])
})

test('the last thousand are held, and after more than that at once none', async () => {
  const { recent, grow } = aLog(0)
  await recent.head()
  grow(700)
  await recent.head()
  grow(700)
  await recent.head()
  expect(recent.between(399, 1_400)).toBeNull()
  expect(positions(recent.between(400, 1_400))).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 401))
  grow(1_001)
  await recent.head()
  expect(recent.between(1_400, 2_401)).toBeNull()
  expect(positions(recent.between(2_401, 2_401))).toEqual([])
})

test('a reading that fails is told to whoever asked, and tried again by the next', async () => {
  const { log, recent, grow } = aLog(0)
  await recent.head()
  log.fails = true
  grow(2)
  await expect(recent.head()).rejects.toThrow('away')
  log.fails = false
  expect(await recent.head()).toBe(2)
  expect(positions(recent.between(0, 2))).toEqual([1, 2])
})
