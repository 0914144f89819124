import { expect, test } from 'vitest'
import { figureOf, inTurn, percentile, ratioOf, spread, WrongAnswer, type Contender } from './runner'

const contender = (name: string, seconds: number[], answer = 'same', order: string[] = []): Contender => ({
  name,
  run: async () => {
    order.push(name)
    return { answer, figures: { seconds: seconds.shift() ?? Number.NaN } }
  },
})

test('contenders run in turn, each round in the opposite order', async () => {
  const order: string[] = []
  await inTurn([contender('a', [1, 1, 1, 1], 'same', order), contender('b', [1, 1, 1, 1], 'same', order)], { rounds: 3 })
  expect(order.join('')).toBe('abbaabba')
})

test('the warm-up does not count, and a ratio is of runs of one round', async () => {
  const rounds = await inTurn([contender('a', [90, 2, 6, 4]), contender('b', [1, 1, 2, 4])], { rounds: 3 })
  expect(figureOf(rounds, 'a', 'seconds')).toEqual({ median: 4, least: 2, greatest: 6 })
  expect(ratioOf(rounds, ['a', 'b'], 'seconds')).toEqual({ median: 2, least: 1, greatest: 3 })
})

test('a fast wrong answer ends the measurement', async () => {
  await expect(inTurn([contender('a', [1]), contender('b', [0.1], 'other')], { rounds: 1 })).rejects.toBeInstanceOf(WrongAnswer)
})

test('the median of an even number lies between the two in the middle', () => {
  expect(spread([4, 1, 2, 3]).median).toBe(2.5)
})

test('a percentile is one of the values', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  expect(percentile([1, 2], 0.99)).toBe(2)
})
