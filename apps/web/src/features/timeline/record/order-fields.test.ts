import { expect, test } from 'vitest'
import { anOrderEvent } from '../testing/entries'
import { draftOf, fieldsFor, knownOf, startingFrom } from './order-fields'

const t = Date.UTC(2026, 10, 28)
const execution = anOrderEvent('1', t, 'PARTIALLY_FILLED', { executionId: 'x1', executionState: 'LIVE', quantity: '20' })

test('the next event of a selected order is for its account, whether the event says it or its order', () => {
  const said = startingFrom({ ...execution, account: 'ACC-1', effect: 'OPEN' })
  const order = { account: 'ACC-2', effect: 'CLOSE' } as const

  expect(knownOf(startingFrom(execution), order)).toEqual({ account: 'ACC-2', effect: 'CLOSE', isOrderKnown: true })
  expect(knownOf(said, order)).toMatchObject({ account: 'ACC-1', effect: 'OPEN' })
  expect(draftOf({ ...said, quantity: '5' }, 'c')?.input).toMatchObject({ orderId: 'O-1', account: 'ACC-1', effect: 'OPEN', busts: null, corrects: null })
})

test('a bust is of all of the execution, and the order is then as what is left of it says', () => {
  const fields = startingFrom(execution)
  const bust = (filled: string) => draftOf({ ...fields, ...fieldsFor('BUST', fields, { filled }) }, 'c')?.input

  expect(bust('20')).toMatchObject({ busts: 'x1', corrects: null, quantity: '20', status: 'PLACED' })
  expect(bust('35')).toMatchObject({ busts: 'x1', quantity: '20', status: 'PARTIALLY_FILLED' })

  const inBushels = startingFrom({ ...execution, quantity: '100000', unit: 'BUSHEL', filled: '20' })
  expect(draftOf({ ...inBushels, ...fieldsFor('BUST', inBushels, { filled: '20' }) }, 'c')?.input).toMatchObject({ quantity: '100000', unit: 'BUSHEL', status: 'PLACED' })
  expect(draftOf({ ...inBushels, ...fieldsFor('BUST', inBushels, { filled: '35' }) }, 'c')?.input).toMatchObject({ status: 'PARTIALLY_FILLED' })
})

test('a correction begins as what it corrects, and of what counts no more there is none', () => {
  const fields = startingFrom(execution)

  expect(draftOf({ ...fields, ...fieldsFor('CORRECTION', fields, undefined), quantity: '21' }, 'c')?.input).toMatchObject({
    corrects: 'x1', busts: null, quantity: '21', price: '548.5', status: 'PARTIALLY_FILLED',
  })
  expect(startingFrom({ ...execution, executionState: 'BUSTED' }).execution).toBeNull()
})

test('without its instant there is nothing to record', () => {
  expect(draftOf({ ...startingFrom(null), when: '' }, 'c')).toBeNull()
})
