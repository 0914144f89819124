import { expect, test } from 'vitest'
import { fieldsToDefault, missingFields, toInput, type Plan } from './plan'

const plan: Plan = {
  kind: 'CLIENTS',
  mapping: { Id: 'externalReference', Name: 'displayName', Town: 'contact.addresses.city', Colour: null },
  defaults: { kind: 'ORGANISATION', lifecycleStage: 'ACTIVE', displayName: 'never sent', tags: ' ' },
  source: ' legacy-crm ',
  timeZone: null,
  dateOrder: 'DMY',
  encoding: null,
  delimiter: null,
}

test('an address without a country is not ready', () => {
  expect(missingFields(plan)).toEqual(['Country'])
  expect(missingFields({ ...plan, defaults: { ...plan.defaults, 'contact.addresses.country': 'GB' } })).toEqual([])
})

test('what is needed is asked for first, and what a column fills not at all', () => {
  const names = fieldsToDefault({ ...plan, mapping: { ...plan.mapping, Type: 'kind' } }).map(({ name }) => name)

  expect(names.slice(0, 2)).toEqual(['lifecycleStage', 'contact.addresses.country'])
  expect(names).not.toContain('kind')
})

test('the server gets only what is mapped, and values only for what is not', () => {
  const input = toInput(plan, true, 'key')

  expect(input.mapping).toEqual({ Id: 'externalReference', Name: 'displayName', Town: 'contact.addresses.city' })
  expect(input.defaults).toEqual({ kind: 'ORGANISATION', lifecycleStage: 'ACTIVE' })
  expect(input).toMatchObject({ source: 'legacy-crm', dryRun: true, format: 'CSV', idempotencyKey: 'key' })
})
