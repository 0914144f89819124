import { expect, test } from 'vitest'
import { changesOf, searchedFor, searchWordsOf, sortNameOf, type User } from './user'

const ada: User = {
  id: '0198c1a0-0000-7000-8000-000000000001' as User['id'],
  email: 'ada.broker@brokerage.example', name: 'Renée O’Neill-Smith', roles: ['BROKER'], team: 'Softs', active: true, version: 3,
}

const finds = (search: string) => searchedFor(search).every((word) => searchWordsOf(ada).includes(` ${word}`))

test.each(['ren', 'RENÉE', 'renee smi', 'o’neill', 'neill', 'ada.bro', 'broker', 'ada.broker@brokerage.example', ''])('is found by %s', (search) => {
  expect(finds(search)).toBe(true)
})

test.each(['enee', 'renee jones', 'ada.x'])('is not found by %s', (search) => {
  expect(finds(search)).toBe(false)
})

test('is sorted without case and accents', () => {
  expect(sortNameOf(ada)).toBe('renee o’neill-smith')
})

test('the audit tells the fields that differ, and of a new user all that it has', () => {
  expect(changesOf(ada, { ...ada, team: null, version: 4 })).toEqual([{ field: 'team', before: 'Softs', after: null }])
  expect(changesOf(null, ada).map(({ field }) => field)).toEqual(['email', 'name', 'roles', 'team', 'active'])
})
