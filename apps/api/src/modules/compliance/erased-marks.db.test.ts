import { afterAll, beforeAll, expect, test } from 'vitest'
import { operation } from '../../testing/contract'
import { importFile, workFor } from '../sync/testing/import-client'
import { firm, type Firm } from './testing/firm'

let here: Firm
beforeAll(async () => (here = await firm()))
afterAll(() => here.stop())

test('a file does not bring back who was erased; a person who comes again by hand is welcome', async () => {
  const { app, ok, broker, client, erase } = here
  await erase(await client('Fay'))
  const worker = await workFor(app)
  const order = { kind: 'CLIENTS', mapping: { Id: 'externalReference', Name: 'displayName', Tax: 'sensitive.taxId', Mail: 'contact.emails' }, defaults: { kind: 'INDIVIDUAL' } } as const
  const { rejectedRowsUrl } = await importFile(app, order, 'Id,Name,Tax,Mail\nf1,Fay,TAX-Fay,\nf2,Fay,,fay@canary.example\n', broker.token)
  await worker.stop()
  // By the field that it is about, in the words that a client out of sight gets.
  const [, first, second] = (await (await fetch(rejectedRowsUrl ?? '')).text()).split('\r\n')
  expect([first, second]).toEqual(['f1,Fay,TAX-Fay,,2,sensitive.taxId: cannot be taken; ask compliance', 'f2,Fay,,fay@canary.example,3,contact.emails: cannot be taken; ask compliance'])
  const { rows } = { rows: await app.runtime.database.query(`SELECT 1 FROM profiles.erased_mark WHERE kind = 'email'`) }
  expect(rows.length).toBeGreaterThan(0)
  await ok(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName: 'Fay again', contact: { emails: [{ address: 'fay@canary.example', label: 'WORK' }] } } }, broker)
})

test('nor does a file by what an erased client was known by before: an address, a number, a tax id, another system’s reference', async () => {
  const { app, ok, broker, erase } = here
  const known = (email: string, number: string, value: string, taxId: string) => ({ contact: { emails: [{ address: email, label: 'WORK' }], phones: [{ number, label: 'WORK' }] }, externalReferences: [{ source: 'crm', value }], sensitive: { taxId } })
  const { id, version } = await ok<{ id: string; version: number }>('mutation ($input: CreateClientInput!) { createClient(input: $input) { id version } }', { input: { kind: 'INDIVIDUAL', displayName: 'Lia Canary', ...known('lia@before.example', '+41445550101', 'before', 'TAX-BEFORE') } }, broker)
  await ok('mutation ($input: UpdateClientInput!) { updateClient(input: $input) { id } }', { input: { id, version, ...known('lia@after.example', '+41445550102', 'after', 'TAX-AFTER') } }, broker)
  const worker = await workFor(app)
  const order = { kind: 'CLIENTS', mapping: { Id: 'externalReference', Name: 'displayName', Tax: 'sensitive.taxId', Mail: 'contact.emails', Phone: 'contact.phones' }, defaults: { kind: 'INDIVIDUAL' }, source: 'crm' } as const
  const rows = 'before,Lia,,,\nl1,Lia,TAX-BEFORE,,\nl2,Lia,,lia@before.example,\nl3,Lia,,,+41 44 555 01 01\nl4,Lia,,lia@after.example,\n'
  await erase(id)
  const { rejectedRowsUrl } = await importFile(app, order, `Id,Name,Tax,Mail,Phone\n${rows}`, broker.token)
  await worker.stop()
  const refused = (await (await fetch(rejectedRowsUrl ?? '')).text()).trim().split('\r\n').slice(1)
  expect(refused.map((line) => /[a-zA-Z.]+: cannot be taken; ask compliance$/.exec(line)?.[0])).toEqual(['externalReference', 'sensitive.taxId', 'contact.emails', 'contact.phones', 'contact.emails'].map((field) => `${field}: cannot be taken; ask compliance`))
  expect(await app.runtime.database.query('SELECT 1 FROM profiles.former_mark')).toEqual([])
})
