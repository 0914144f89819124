import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'

let app: App
let broker: Person
let stranger: Person
let analyst: Person
let officer: Person

beforeAll(async () => {
  app = await startApp()
  ;[broker, stranger, analyst, officer] = [
    await person(app, { role: 'BROKER' }), await person(app, { role: 'BROKER' }), await person(app, { role: 'ANALYST' }), await person(app, { role: 'COMPLIANCE' }),
  ]
})
afterAll(() => app.stop())

interface Consent {
  id: string
  purpose: string
  channel: string | null
  withdrawnAt: string | null
}

const fields = 'id purpose channel givenAt source recordedBy { id } withdrawnAt withdrawalSource withdrawnBy { id }'
const give = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { ${fields} } }`
const takeBack = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { ${fields} } }`
const look = `query ($id: ID!) { client(id: $id) { consents { ${fields} } } }`
const agreed = 'query ($filter: ClientFilter!) { clients(filter: $filter) { nodes { displayName } totalCount } }'
const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code

async function ok<Result>(query: string, variables: object, by = broker): Promise<Result> {
  const answer = await app.send(query, variables, by.token)
  expect(answer.errors).toBeUndefined()
  return Object.values(answer.data)[0] as unknown as Result
}
const client = async (displayName: string) => (await ok<{ id: string }>(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName } })).id
const record = (clientId: string, more: object = {}) => ok<Consent>(give, { input: { clientId, purpose: 'MARKETING', channel: 'EMAIL', source: 'Signed form', ...more } })
const names = async (consent: object, by = broker) => (await ok<{ nodes: { displayName: string }[] }>(agreed, { filter: { consent } }, by)).nodes.map(({ displayName }) => displayName)

test('who agreed is found by purpose and channel, until it is taken back, and both stay on record', async () => {
  const [byMail, byAll] = [await client('Ada Mail'), await client('Bea All')]
  await client('Cleo None')
  const consent = await record(byMail)
  await record(byAll, { channel: null, givenAt: '2026-01-02T00:00:00.000Z' })
  expect(await names({ purpose: 'MARKETING', channel: 'EMAIL' })).toEqual(['Ada Mail', 'Bea All'])
  expect(await names({ purpose: 'MARKETING', channel: 'SMS' })).toEqual(['Bea All'])
  expect(await names({ purpose: 'MARKETING' })).toEqual(['Ada Mail', 'Bea All'])
  expect(await names({ purpose: 'EVENTS' })).toEqual([])

  const ended = await ok(takeBack, { input: { id: consent.id, source: 'Said so by phone' } })
  expect(ended).toMatchObject({ id: consent.id, source: 'Signed form', withdrawalSource: 'Said so by phone', withdrawnBy: { id: broker.id } })
  expect(await names({ purpose: 'MARKETING', channel: 'EMAIL' })).toEqual(['Bea All'])
  expect(await ok(look, { id: byMail })).toEqual({ consents: [ended] })
  expect(codeOf(await app.send(takeBack, { input: { id: consent.id, source: 'Again' } }, broker.token))).toBe('CONFLICT')
  // Given anew, it is another.
  expect((await record(byMail)).id).not.toBe(consent.id)
})

test('who takes back what was given for any channel has taken back the single ones too, and nothing narrower stands beside it', async () => {
  const id = await client('Dan Both')
  const [post, mail] = [await record(id, { purpose: 'MARKET_COMMENTARY', channel: 'CALL' }), await record(id, { purpose: 'MARKET_COMMENTARY' })]
  const all = await record(id, { purpose: 'MARKET_COMMENTARY', channel: null })
  expect(codeOf(await app.send(give, { input: { clientId: id, purpose: 'MARKET_COMMENTARY', channel: 'SMS', source: 'x' } }, broker.token))).toBe('CONFLICT')
  // Who said no by mail alone would still be written to.
  expect(codeOf(await app.send(takeBack, { input: { id: mail.id, source: 'Said so' } }, broker.token))).toBe('CONFLICT')
  await ok(takeBack, { input: { id: all.id, source: 'Stop all of it' } })
  expect(await names({ purpose: 'MARKET_COMMENTARY' })).toEqual([])
  const { consents } = await ok<{ consents: { id: string; withdrawalSource: string | null }[] }>(look, { id })
  expect(consents.map((one) => [one.id, one.withdrawalSource])).toEqual([all, mail, post].map((one) => [one.id, 'Stop all of it']))
})

test('the same consent stands once, and a repeated request is one', async () => {
  const id = await client('Dora')
  const first = await record(id, { idempotencyKey: 'one' })
  expect(await record(id, { idempotencyKey: 'one' })).toEqual(first)
  expect(codeOf(await app.send(give, { input: { clientId: id, purpose: 'MARKETING', channel: 'EMAIL', source: 'Another form' } }, broker.token))).toBe('CONFLICT')
})

test('what cannot be is refused with all its faults', async () => {
  const id = await client('Edda')
  const answer = await app.send(give, { input: { clientId: id, purpose: 'MARKETING', source: ' ', givenAt: '2199-01-01T00:00:00.000Z' } }, broker.token)
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'givenAt' }, { path: 'source' }] })
  expect(codeOf(await app.send(give, { input: { clientId: id, purpose: 'MARKETING', source: 'x', givenAt: '1800-01-01T00:00:00.000Z' } }, broker.token))).toBe('BAD_USER_INPUT')
  const { id: consent } = await record(id)
  expect(codeOf(await app.send(takeBack, { input: { id: consent, source: 'x', withdrawnAt: '2001-01-01T00:00:00.000Z' } }, broker.token))).toBe('BAD_USER_INPUT')
})

test('who does not see a client neither sees, gives nor takes back its consents; who may not change it does not either', async () => {
  const id = await client('Fay')
  const consent = await record(id)
  expect(codeOf(await app.send(give, { input: { clientId: id, purpose: 'EVENTS', source: 'x' } }, stranger.token))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(takeBack, { input: { id: consent.id, source: 'x' } }, stranger.token))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(give, { input: { clientId: id, purpose: 'EVENTS', source: 'x' } }, analyst.token))).toBe('FORBIDDEN')
  expect(await names({ purpose: 'MARKETING' }, stranger)).toEqual([])
})

test('a client that is restricted or erased is in no audience, and an erased one’s consents are gone', async () => {
  const [restricted, erased] = [await client('Gil'), await client('Hal')]
  await record(restricted, { purpose: 'SHARING' })
  await record(erased, { purpose: 'SHARING' })
  await ok('mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id } }', { input: { id: restricted, reason: 'Contested' } }, officer)
  expect(await names({ purpose: 'SHARING' }, officer)).toEqual(['Hal'])
  const { id } = await ok<{ id: string }>(operation('EraseClient'), { input: { clientId: erased, reason: 'Asked' } }, officer)
  for (let status = ''; status !== 'FINISHED'; await pause(50)) ({ status } = await ok<{ status: string }>('query ($id: ID!) { dataSubjectRequest(id: $id) { status } }', { id }, officer))
  expect(await names({ purpose: 'SHARING' }, officer)).toEqual([])
  expect(await ok(look, { id: erased }, officer)).toEqual({ consents: [] })
})
