import { describe, expect, test } from 'vitest'
import { guessDefaults, guessMapping, normalised } from './guess-mapping'

test('headings are read whatever their case and signs', () => {
  expect(['dateOfBirth', ' Date of Birth ', 'DATE-OF-BIRTH'].map(normalised)).toEqual(Array(3).fill('date_of_birth'))
})

describe('a file of people', () => {
  const columns = [
    'rec_id', 'given_name', 'surname', 'street_number', 'address_1', 'address_2',
    'suburb', 'postcode', 'state', 'date_of_birth', 'soc_sec_id',
  ]
  const mapping = guessMapping('CLIENTS', columns)

  test('has each column at its field', () => {
    expect(mapping).toEqual({
      rec_id: 'externalReference',
      given_name: 'displayName',
      surname: 'displayName',
      street_number: 'contact.addresses.lines',
      address_1: 'contact.addresses.lines',
      address_2: 'contact.addresses.lines',
      suburb: 'contact.addresses.city',
      postcode: 'contact.addresses.postalCode',
      state: 'contact.addresses.region',
      date_of_birth: 'sensitive.dateOfBirth',
      soc_sec_id: 'sensitive.taxId',
    })
  })

  test('is taken for individuals', () => {
    expect(guessDefaults('CLIENTS', mapping).kind).toBe('INDIVIDUAL')
  })
})

test('parts of a name are left out where the whole name is there', () => {
  const mapping = guessMapping('CLIENTS', ['Name', 'First name', 'Last name'])

  expect(mapping).toEqual({ Name: 'displayName', 'First name': null, 'Last name': null })
})

test('of two columns for one field the better heading wins', () => {
  expect(guessMapping('CLIENTS', ['Account', 'Client ID', 'Email'])).toEqual({
    Account: null, 'Client ID': 'externalReference', Email: 'contact.emails',
  })
})

test('a field’s own name always finds it', () => {
  expect(guessMapping('CLIENTS', ['communicationPreferences.timeZone'])).toEqual({
    'communicationPreferences.timeZone': 'communicationPreferences.timeZone',
  })
})

test('a file of orders is known by its trade words, and nobody’s side is guessed', () => {
  const mapping = guessMapping('ORDERS', ['Customer', 'Trade date', 'B/S', 'Product', 'Qty', 'Px', 'Ccy', 'Colour'])

  expect(mapping).toEqual({
    Customer: 'clientReference', 'Trade date': 'occurredAt', 'B/S': 'side', Product: 'commodity',
    Qty: 'quantity', Px: 'price', Ccy: 'currency', Colour: null,
  })
  expect(guessDefaults('ORDERS', mapping)).not.toHaveProperty('side')
})
