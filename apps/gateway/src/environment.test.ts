import { expect, test } from 'vitest'
import { readEnvironment } from './environment'

test('processes are named by their modules and addresses', () => {
  const { SUBGRAPHS } = readEnvironment({ SUBGRAPHS: 'access+profiles=http://one:4001/, interactions=http://two:4002' })
  expect(SUBGRAPHS).toEqual([
    { name: 'access_profiles', modules: ['access', 'profiles'], url: 'http://one:4001' },
    { name: 'interactions', modules: ['interactions'], url: 'http://two:4002' },
  ])
})

test.each([
  [{}, 'SUBGRAPHS is missing'],
  [{ SUBGRAPHS: 'access' }, 'SUBGRAPHS has "access"'],
  [{ SUBGRAPHS: 'access=ftp://one' }, 'SUBGRAPHS has "access=ftp://one"'],
  [{ SUBGRAPHS: 'profiles=http://one' }, 'SUBGRAPHS names no process with the module access'],
  [{ SUBGRAPHS: 'access=http://one,access=http://two' }, 'SUBGRAPHS names a module twice'],
  [{ SUBGRAPHS: 'access=http://one', PORT: 'x' }, 'PORT'],
])('%j is told: %s', (variables, message) => {
  expect(() => readEnvironment(variables)).toThrow(message)
})

test('all faults are told together', () => {
  expect(() => readEnvironment({ PORT: '99999', LOG_LEVEL: 'loud' })).toThrow(/PORT[\s\S]*SUBGRAPHS is missing[\s\S]*LOG_LEVEL/)
})
