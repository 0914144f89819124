import { expect, test } from 'vitest'
import { emptyClient, faultsByField, toInput, withoutEmptyRows } from './new-client'

test('a fault of the server finds its field, however its path is written', () => {
  const { atField, above } = faultsByField([
    { path: 'input.contact.emails[1].address', message: 'must be an email address' },
    { path: 'displayName', message: 'Too long' },
    { path: 'displayName', message: 'Not a name' },
    { path: 'risk.score', message: 'From 0 to 100' },
  ])

  expect(atField).toEqual({ 'contact.emails.1.address': 'Must be an email address.', displayName: 'Too long. Not a name.' })
  expect(above).toEqual(['risk.score: From 0 to 100'])
})

test('lines left empty are not sent, and the first of the rest is the primary one', () => {
  const values = { ...emptyClient, contact: { emails: [{ address: ' ' }, { address: 'desk@hargreave-grain.example' }], phones: [] } }

  expect(toInput(withoutEmptyRows(values), 'key').contact).toEqual({
    emails: [{ address: 'desk@hargreave-grain.example', label: 'WORK', primary: true }],
    phones: [],
  })
})
