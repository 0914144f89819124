import type { ClientId, UserId } from '@brokersync/schema/ids'
import { expect, test } from 'vitest'
import { nowhere } from '../../platform/directory/reach'
import { concerning, type ListChange } from './list-changes'

const [ada, ben, eve] = ['ada', 'ben', 'eve'] as [UserId, UserId, UserId]
const change = (id: string, ownerId: UserId | null, previousOwnerId: UserId | null): ListChange => ({ id: id as ClientId, ownerId, previousOwnerId })
const ofAda = { ...nowhere, ownerIds: [ada] }

test('a list hears of what is within its reach, and of what has left it', () => {
  const changes = [change('kept', ada, ada), change('gone', ben, ada), change('came', ada, ben), change('foreign', eve, ben)]
  expect(concerning(changes, ofAda)).toEqual(['kept', 'gone', 'came'])
})

test('what is behind a wall is not heard of by those who otherwise see all', () => {
  const walled = { ...nowhere, all: true, exceptOwnerIds: [eve] }
  expect(concerning([change('walled', eve, eve), change('free', null, null)], walled)).toEqual(['free'])
})
