import { afterEach, expect, test } from 'vitest'
import { startBreaker, type Breaker } from './breaker'
import { createLogger } from './telemetry/logger'

let breaker: Breaker
let isThere = true

const never = () => new Promise<never>(() => undefined)
const start = () => {
  isThere = true
  breaker = startBreaker({ what: 'The store', probe: () => (isThere ? Promise.resolve() : never()), logger: createLogger('silent') })
}
const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

afterEach(() => breaker.stop())

test('whoever waits for a store that falls silent is refused soon, and whoever comes then at once', async () => {
  start()
  isThere = false
  await expect(breaker.guard(never)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  await expect(breaker.guard(() => Promise.resolve('an answer'))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  isThere = true
  await expect.poll(() => breaker.guard(() => Promise.resolve('an answer')).catch(() => 'refused'), { timeout: 4_000 }).toBe('an answer')
})

test('a store that answers somebody is not given up for one slow answer', async () => {
  start()
  isThere = false
  const answering = setInterval(() => breaker.answered(), 50)
  const slow = breaker.guard(() => soon(2_500).then(() => 'late'))
  expect(await slow).toBe('late')
  clearInterval(answering)
})

test('what comes after its caller was refused is handed on, so that a connection can be given back', async () => {
  start()
  isThere = false
  const late: string[] = []
  let answer: (text: string) => void = () => undefined
  const refused = breaker.guard(() => new Promise<string>((resolve) => (answer = resolve)), (text) => late.push(text))
  await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  answer('a connection')
  await expect.poll(() => late).toEqual(['a connection'])
})

test('a failure of the work itself stays what it is', async () => {
  start()
  await expect(breaker.guard(() => Promise.reject(new Error('a fault of its own')))).rejects.toThrow('a fault of its own')
})
