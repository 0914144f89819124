import { expect, test } from 'vitest'
import { readEnvironment } from './environment'

const url = 'postgresql://u:p@localhost:5432/db'

test('what is left out has its default', () => {
  expect(readEnvironment({ DATABASE_URL: url })).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', DATA_DIR: '.data', MODULES: ['access', 'profiles', 'interactions', 'segments', 'documents', 'sync', 'compliance'] })
})

test('an empty variable is one that is left out', () => {
  expect(readEnvironment({ DATABASE_URL: url, PORT: '', MODULES: '' }).PORT).toBe(4000)
})

test('all faults are told together, each with its variable', () => {
  const read = () => readEnvironment({ PORT: 'http', MODULES: 'profiles,billing', BROKERSYNC_ADMIN_TOKEN: 'short', FIRM_TIME_ZONE: 'Mars/Olympus' })
  expect(read).toThrow(/PORT [^]*MODULES knows no module billing|MODULES/)
  for (const name of ['PORT', 'DATABASE_URL is missing', 'MODULES knows no module billing', 'BROKERSYNC_ADMIN_TOKEN', 'FIRM_TIME_ZONE']) expect(read).toThrow(new RegExp(name))
})
