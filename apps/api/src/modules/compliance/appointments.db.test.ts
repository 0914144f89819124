import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { codeOf, firm, type Firm } from './testing/firm'

let here: Firm
let admin: Person

/** By the table: with the act named, nobody could be appointed who approves the first appointment. */
const appoint = (who: Person, role: string) => here.app.runtime.database.query(`UPDATE access."user" SET roles = ARRAY[$2] WHERE id = $1`, [who.id, role])

beforeAll(async () => {
  here = await firm({ approvals: 'acts: [APPOINT_APPROVERS]\ndays: 1\n', officers: 'ANALYST' })
  admin = await person(here.app, { role: 'ANALYST' })
  await appoint(admin, 'ADMIN')
  await appoint(here.officer, 'COMPLIANCE')
})
afterAll(() => here.stop())

const decide = 'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { state } }'
const asked = async (id: string) => (await here.app.send('query ($id: ID!) { approval(id: $id) { act says input } }', { id }, here.officer.token)).data['approval']
const askedFor = (answer: Answer): string => {
  expect(codeOf(answer)).toBe('CONFLICT')
  return String(answer.errors?.[0]?.extensions['approvalId'])
}
const puppet = { name: 'Pat Poll', email: 'pat@brokerage.example', roles: ['COMPLIANCE'], password: 'a long enough passphrase' }

test('nobody makes the second person alone: not by a user, nor by a role, nor by another’s password', async () => {
  const { app, broker, officer } = here
  const made = askedFor(await app.send(operation('CreateUser'), { input: puppet }, admin.token))
  expect(await asked(made)).toEqual({ act: 'APPOINT_APPROVERS', says: ['Make Pat Poll (pat@brokerage.example) a user who may approve and see restricted clients', 'Roles: COMPLIANCE'], input: { name: 'Pat Poll', email: 'pat@brokerage.example', roles: ['COMPLIANCE'], team: null } })
  const update = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { id roles } }'
  askedFor(await app.send(update, { input: { id: broker.id, version: 1, roles: ['BROKER', 'COMPLIANCE'] } }, admin.token))
  askedFor(await app.send('mutation ($input: SetOneTimePasswordInput!) { setOneTimePassword(input: $input) { password } }', { input: { userId: officer.id } }, admin.token))

  // Who may approve nothing is made, changed and helped by one alone.
  const helper = await person(app, { role: 'ASSISTANT' })
  expect((await app.send(update, { input: { id: helper.id, version: 1, roles: ['BROKER'] } }, admin.token)).errors).toBeUndefined()
  expect((await app.send('mutation ($input: SetOneTimePasswordInput!) { setOneTimePassword(input: $input) { password } }', { input: { userId: helper.id } }, admin.token)).errors).toBeUndefined()

  expect((await app.send(decide, { input: { id: made, approve: true } }, officer.token)).errors).toBeUndefined()
  const done = await app.send(operation('CreateUser'), { input: puppet }, admin.token)
  expect(done.errors).toBeUndefined()
  expect(done.data).toMatchObject({ createUser: { id: expect.any(String) } })
})
