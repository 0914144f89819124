import { expect, test } from 'vitest'
import { anOrderEvent, anOrderState } from '../testing/entries'
import { draftOf, fieldsFor, startingFrom } from './order-fields'

const t = Date.UTC(2026, 10, 28)
const execution = anOrderEvent('1', t, 'PARTIALLY_FILLED', { executionId: 'x1', executionState: 'LIVE', quantity: '20' })

test('the next event of a selected order is for its account, whether the event says it or its order', () => {
  const said = startingFrom({ ...execution, account: 'ACC-1', effect: 'OPEN' }, new Map())
  const whole = startingFrom(execution, new Map([['O-1', anOrderState({ account: 'ACC-2', effect: 'CLOSE' })]]))

  expect([said.account, said.effect, whole.account, whole.effect]).toEqual(['ACC-1', 'OPEN', 'ACC-2', 'CLOSE'])
  expect(draftOf({ ...said, quantity: '5' }, 'c')?.input).toMatchObject({ orderId: 'O-1', account: 'ACC-1', effect: 'OPEN', busts: null, corrects: null })
})

test('a bust is of all of the execution, and the order is then as what is left of it says', () => {
  const fields = startingFrom(execution, new Map())
  const bust = (filled: string) => draftOf({ ...fields, ...fieldsFor('BUST', fields, { filled }) }, 'c')?.input

  expect(bust('20')).toMatchObject({ busts: 'x1', corrects: null, quantity: '20', status: 'PLACED' })
  expect(bust('35')).toMatchObject({ busts: 'x1', quantity: '20', status: 'PARTIALLY_FILLED' })
})

test('a correction begins as what it corrects, and of what counts no more there is none', () => {
  const fields = startingFrom(execution, new Map())

  expect(draftOf({ ...fields, ...fieldsFor('CORRECTION', fields, undefined), quantity: '21' }, 'c')?.input).toMatchObject({
    corrects: 'x1', busts: null, quantity: '21', price: '548.5', status: 'PARTIALLY_FILLED',
  })
  expect(startingFrom({ ...execution, executionState: 'BUSTED' }, new Map()).execution).toBeNull()
})

test('without its instant there is nothing to record', () => {
  expect(draftOf({ ...startingFrom(null, new Map()), when: '' }, 'c')).toBeNull()
})
