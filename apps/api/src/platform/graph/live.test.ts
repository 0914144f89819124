import { expect, test } from 'vitest'
import { notFound } from '../errors/domain-error'
import { Ended, Live } from './live'

const topic = { topic: 'client:1', clientId: '1' }

test('what is published after subscribing arrives in order, and other topics do not', async () => {
  const live = new Live()
  const stream = await live.subscribe<number>({ ...topic, check: async () => undefined })
  live.publish('client:2', 0)
  live.publish('client:1', 1)
  live.publish('client:1', 2)
  expect([(await stream.next()).value, (await stream.next()).value]).toEqual([1, 2])
})

test('a subscription is refused from the start where the check fails', async () => {
  await expect(new Live().subscribe({ ...topic, check: () => Promise.reject(notFound('client')) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('one that may no more gets the reason instead of the next event, and then nothing', async () => {
  const live = new Live()
  let allowed = true
  const stream = await live.subscribe<string>({ ...topic, check: () => (allowed ? Promise.resolve() : Promise.reject(notFound('client'))) })
  allowed = false
  live.publish('client:1', 'secret')
  const { value } = await stream.next()
  expect(value).toBeInstanceOf(Ended)
  expect(await stream.next()).toEqual({ done: true, value: undefined })
  expect(live.hasSubscribers('client:1')).toBe(false)
})

test('a change of access reaches a silent subscription at once', async () => {
  const live = new Live()
  let allowed = true
  const stream = await live.subscribe({ ...topic, check: () => (allowed ? Promise.resolve() : Promise.reject(notFound('client'))) })
  const next = stream.next()
  allowed = false
  await live.recheck(new Set(['1']))
  expect((await next).value).toBeInstanceOf(Ended)
})

test('one that reads too slowly is told so, rather than given a stream with holes', async () => {
  const live = new Live()
  const stream = await live.subscribe<number>({ ...topic, check: async () => undefined })
  for (let index = 0; index < 1_001; index += 1) live.publish('client:1', index)
  const { value } = await stream.next()
  expect(value).toBeInstanceOf(Ended)
})
