import { describe, expect, test } from 'vitest'
import { firstState, isNarrowed, readState, sortedBy, toVariables, widened, writeState, type ListState } from './list-state'

const full: ListState = {
  search: 'harg & sons',
  whose: 'all',
  status: 'INACTIVE',
  stages: ['ACTIVE', 'DORMANT'],
  tags: ['high-value', 'needs, updates'],
  sort: { field: 'CREATED_AT', descending: true },
}

describe('the address', () => {
  test('holds the whole state and gives it back', () => {
    expect(readState(new URLSearchParams(writeState(full).toString()))).toEqual(full)
  })

  test('is empty for the first state', () => {
    expect(writeState(firstState).toString()).toBe('')
    expect(readState(new URLSearchParams())).toEqual(firstState)
  })

  test('may hold nonsense, which is left out', () => {
    const params = new URLSearchParams('status=sleeping&stage=active&stage=active&stage=none&sort=-colour&tag=')

    expect(readState(params)).toEqual({ ...firstState, stages: ['ACTIVE'] })
  })
})

describe('the server is asked', () => {
  test('for the reader’s own clients at first', () => {
    expect(toVariables(firstState, 'me').filter?.ownerIds).toEqual(['me'])
  })

  test('for everyone’s with no owner at all', () => {
    expect(toVariables(full, 'me').filter?.ownerIds).toEqual([])
  })

  test('for one owner’s by id', () => {
    expect(toVariables({ ...firstState, whose: 'u-7' }, 'me').filter?.ownerIds).toEqual(['u-7'])
  })

  test('with no search where only spaces were typed', () => {
    expect(toVariables({ ...firstState, search: '  ' }, 'me').search).toBeNull()
  })
})

test('clearing the filters keeps whose clients they are, and the order', () => {
  const cleared = widened(full)

  expect(isNarrowed(cleared)).toBe(false)
  expect(cleared).toMatchObject({ whose: 'all', sort: full.sort })
})

test('a second click on a heading turns the order round', () => {
  const once = sortedBy(firstState, 'REFERENCE')
  const twice = sortedBy(once, 'REFERENCE')

  expect(once.sort).toEqual({ field: 'REFERENCE', descending: false })
  expect(twice.sort).toEqual({ field: 'REFERENCE', descending: true })
})
