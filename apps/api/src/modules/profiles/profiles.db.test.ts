import { afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'

let app: App
let broker: Person
let other: Person
const selection = '{ id reference displayName status lifecycleStage version tags owner { id } contact { emails { address primary } phones { number } } risk { score } goals { id title } }'
const create = `mutation ($input: CreateClientInput!) { createClient(input: $input) ${selection} }`
const find = `query ($search: String, $filter: ClientFilter, $sort: ClientSort, $first: Int!, $after: String) {
  clients(search: $search, filter: $filter, sort: $sort, first: $first, after: $after) { totalCount nodes { id displayName reference } pageInfo { hasNextPage endCursor } } }`

interface Made {
  id: string
  reference: string
  displayName: string
  status: string
  version: number
  tags: string[]
  owner: { id: string } | null
  contact: { emails: { address: string; primary: boolean }[]; phones: { number: string }[] } | null
  goals: { id: string; title: string }[]
}

async function make(input: object, token?: string): Promise<Made> {
  const answer = await app.send(create, { input: { kind: 'ORGANISATION', displayName: 'Hargreave Grain Ltd', ...input } }, token)
  expect(answer.errors).toBeUndefined()
  return answer.data['createClient'] as unknown as Made
}

async function names(variables: object, token?: string): Promise<string[]> {
  const answer = await app.send(find, { first: 100, ...variables }, token)
  expect(answer.errors).toBeUndefined()
  return (answer.data['clients'] as unknown as { nodes: { displayName: string }[] }).nodes.map((node) => node.displayName)
}

const code = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles'] })
  broker = await person(app, { role: 'BROKER' })
  other = await person(app, { role: 'BROKER' })
})
afterAll(() => app.stop())

test('a client is found by the beginnings of its name, its reference, its emails and its phones in any form', async () => {
  const made = await make({
    displayName: 'Brûlé & Söhne Kaffee',
    contact: { emails: [{ address: 'Desk@Brule.example', label: 'WORK' }], phones: [{ number: '+44 20 7183 8750', label: 'WORK' }] },
  })
  for (const search of ['brul', 'KAFF soh', made.reference.toLowerCase(), 'desk@brule.example', '020 7183 8750', '+442071838750']) {
    expect(await names({ search })).toContain('Brûlé & Söhne Kaffee')
  }
  expect(await names({ search: 'brul tea' })).toEqual([])
  expect(made.contact?.phones[0]?.number).toBe('+442071838750')
  expect(made.contact?.emails[0]?.primary).toBe(true)
})

test('nothing that names a client stands in clear in the logged tables', async () => {
  await make({ displayName: 'Canaryname Holdings', tags: ['canarytag'], contact: { emails: [{ address: 'canary@mail.example', label: 'WORK' }] }, sensitive: { taxId: 'CANARYTAX1' } })
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  try {
    const isCanary = ({ text }: { text: string }) => /canary/i.test(text) || text.includes(Buffer.from('Canaryname').toString('hex'))
    for (const table of ['profiles.client', 'profiles.client_mark', auditIn(app).replace(/ AS audit$/, ''), 'profiles.outbox', 'bus.log', 'profiles.claim']) {
      const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`)
      expect({ table, hits: rows.filter(isCanary) }).toEqual({ table, hits: [] })
    }
  } finally {
    await client.end()
  }
})

test('all that is wrong with an input is told at once, at its place', async () => {
  const answer = await app.send(create, {
    input: {
      kind: 'INDIVIDUAL', displayName: ' ',
      contact: { emails: [{ address: 'not-an-email', label: 'WORK' }], phones: [{ number: '12', label: 'HOME' }], addresses: [{ label: 'HOME', lines: [], country: 'XX' }] },
      communicationPreferences: { timeZone: 'Mars/Olympus', language: '!!' }, risk: { tolerance: 'MODERATE', score: 101, assessedOn: '2026-02-30' },
      tradingPreferences: { commodities: ['PLUTONIUM'] }, sensitive: { dateOfBirth: '1999-13-01' },
    },
  })
  expect(code(answer)).toBe('BAD_USER_INPUT')
  const faults = answer.errors?.[0]?.extensions['fields'] as { path: string }[] | undefined
  const paths = faults?.map(({ path }) => path).sort()
  expect(paths).toEqual([
    'communicationPreferences.language', 'communicationPreferences.timeZone', 'contact.addresses.0.country', 'contact.emails.0.address', 'contact.phones.0.number',
    'displayName', 'risk.assessedOn', 'risk.score', 'sensitive.dateOfBirth', 'tradingPreferences.commodities.0',
  ])
})

test('an update on an old version is refused and says which one is current; what it leaves out stays', async () => {
  const made = await make({ tags: ['high-value'], goals: [{ title: 'Hedge', horizon: 'LONG_TERM' }] })
  const update = (version: number, displayName: string) =>
    app.send(`mutation ($input: UpdateClientInput!) { updateClient(input: $input) ${selection} }`, { input: { id: made.id, version, displayName } })
  const first = (await update(1, 'Hargreave Grain plc')).data['updateClient'] as unknown as Made
  expect(first).toMatchObject({ version: 2, displayName: 'Hargreave Grain plc', tags: ['high-value'], goals: made.goals })

  const late = await update(1, 'Too late')

  expect(late.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', currentVersion: 2 })
  expect(await names({ search: 'hargreave plc' })).toContain('Hargreave Grain plc')
})

test('who makes a client with a reference that is taken learns whose, where that one is in sight, and nothing where not', async () => {
  const [owner, stranger] = [await person(app, { role: 'BROKER' }), await person(app, { role: 'BROKER' })]
  const input = { kind: 'ORGANISATION', displayName: 'Taken', externalReferences: [{ source: 'crm', value: 'T1' }] }
  const { reference } = (await app.send('mutation ($input: CreateClientInput!) { createClient(input: $input) { reference } }', { input }, owner.token)).data['createClient'] as unknown as { reference: string }
  const messageTo = async (who: { token: string }) => (await app.send(create, { input }, who.token)).errors?.[0]
  expect(await messageTo(owner)).toMatchObject({ message: `Client ${reference} has one of these external references`, extensions: { code: 'CONFLICT' } })
  expect(await messageTo(stranger)).toMatchObject({ message: 'One of these external references cannot be taken; ask compliance', extensions: { code: 'CONFLICT' } })
})

test('the same idempotency key gives the first result again, and another input is a conflict', async () => {
  const input = { idempotencyKey: 'crm-1', displayName: 'Only once' }
  const first = await make(input)
  const again = await make(input)
  expect(again.id).toBe(first.id)
  const another = await app.send(create, { input: { kind: 'ORGANISATION', ...input, displayName: 'Other' } })
  expect(code(another)).toBe('CONFLICT')
  expect(await names({ search: 'only once' })).toHaveLength(1)
})

test('a burst of the same key makes one client', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => make({ idempotencyKey: 'burst', displayName: 'Burst' })))
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
})

test('a broker’s client is his, unseen by another broker until it is handed over, and then by him no more', async () => {
  const made = await make({ displayName: 'Handed Over Mills' }, broker.token)
  expect(made.owner?.id).toBe(broker.id)
  const get = (token: string) => app.send('query ($id: ID!) { client(id: $id) { id displayName } }', { id: made.id }, token)
  expect(code(await get(other.token))).toBe('NOT_FOUND')
  expect(await names({ search: 'handed' }, other.token)).toEqual([])
  const refused = await app.send(operation('AssignClients'), { input: { ids: [made.id], ownerId: other.id } }, broker.token)
  expect(code(refused)).toBe('FORBIDDEN')

  const assigned = await app.send(operation('AssignClients'), { input: { ids: [made.id], ownerId: other.id } })

  expect(assigned.errors).toBeUndefined()
  expect(code(await get(broker.token))).toBe('NOT_FOUND')
  expect((await get(other.token)).errors).toBeUndefined()
})

test('an unassigned client is seen by managers and administrators only', async () => {
  const manager = await person(app, { role: 'MANAGER' })
  const assistant = await person(app, { role: 'ASSISTANT', team: 'Grains' })
  await make({ displayName: 'Nobody’s yet' })
  expect(await names({ search: 'nobody' }, manager.token)).toHaveLength(1)
  expect(await names({ search: 'nobody' }, broker.token)).toEqual([])
  expect(await names({ search: 'nobody' }, assistant.token)).toEqual([])
})

test('an analyst sees no contact details, and null is no error', async () => {
  const analyst = await person(app, { role: 'ANALYST' })
  const { id } = await make({ contact: { emails: [{ address: 'hidden@client.example', label: 'WORK' }] }, sensitive: { taxId: 'T1' } })
  const answer = await app.send('query ($id: ID!) { client(id: $id) { displayName contact { emails { address } } sensitive { taxId } } }', { id }, analyst.token)
  expect(answer).toEqual({ data: { client: { displayName: 'Hargreave Grain Ltd', contact: null, sensitive: null } } })
})

test('deactivating and activating follow the state, and the reason is asked for', async () => {
  const made = await make({})
  const off = (version: number, reason: string) => app.send(operation('DeactivateClient'), { input: { id: made.id, version, reason } })
  expect(code(await off(1, ' '))).toBe('BAD_USER_INPUT')
  expect((await off(1, 'Account closed')).data['deactivateClient']).toMatchObject({ status: 'INACTIVE', version: 2 })
  expect(code(await off(2, 'Again'))).toBe('CONFLICT')
  expect((await app.send(operation('ActivateClient'), { input: { id: made.id, version: 2 } })).data['activateClient']).toMatchObject({ status: 'ACTIVE', version: 3 })
})

test('two clients cannot have one external reference of one source', async () => {
  await make({ externalReferences: [{ source: 'crm', value: '4711' }] })
  const second = await app.send(create, { input: { kind: 'ORGANISATION', displayName: 'Second', externalReferences: [{ source: 'crm', value: '4711' }] } })
  expect(code(second)).toBe('CONFLICT')
  expect(await names({ filter: { externalReference: { source: 'crm', value: '4711' } } })).toEqual(['Hargreave Grain Ltd'])
})

test('a list is walked to its end by cursors, each client once, in the order asked for', async () => {
  const tag = 'walked'
  for (const name of ['delta', 'Alpha', 'charlie', 'Écho', 'bravo']) await make({ displayName: name, tags: [tag] })
  const seen: string[] = []
  let after: string | null = null
  do {
    const answer = await app.send(find, { first: 2, after, filter: { tags: [tag] }, sort: { field: 'DISPLAY_NAME', direction: 'DESC' } })
    const page = answer.data['clients'] as unknown as { totalCount: number; nodes: { displayName: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    expect(page.totalCount).toBe(5)
    seen.push(...page.nodes.map((node) => node.displayName))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  expect(seen).toEqual(['Écho', 'delta', 'charlie', 'bravo', 'Alpha'])
  expect(code(await app.send(find, { first: 2, after: 'rubbish' }))).toBe('BAD_USER_INPUT')
  expect(code(await app.send(find, { first: 501 }))).toBe('BAD_USER_INPUT')
})

test('tags are added and removed on many clients at once, all or none', async () => {
  const [one, two] = [await make({ tags: ['a'] }), await make({ tags: ['b'] })]
  const answer = await app.send(operation('TagClients'), { input: { ids: [one.id, two.id], add: ['c'], remove: ['a'] } })
  expect(answer.data['tagClients']).toMatchObject([{ id: one.id, tags: ['c'] }, { id: two.id, tags: ['b', 'c'] }])
  const halfUnknown = await app.send(operation('TagClients'), { input: { ids: [one.id, '01900000-0000-7000-8000-000000000000'], add: ['d'] } })
  expect(code(halfUnknown)).toBe('NOT_FOUND')
  expect(await names({ filter: { tags: ['d'] } })).toEqual([])
})

test('the index of names, emptied as by a crash, is made anew by itself', async () => {
  await make({ displayName: 'Refilled Trading' })
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  await client.query('TRUNCATE profiles.client_name, profiles.client_word, profiles.client_name_ready')
  await client.end()
  expect(['UNAVAILABLE', undefined]).toContain(code(await app.send(find, { first: 10, search: 'refilled' })))
  await expect.poll(() => app.send(find, { first: 10, search: 'refilled' }).then((answer) => (answer.data?.['clients'] as unknown as { nodes: unknown[] } | undefined)?.nodes?.length), { timeout: 5_000 }).toBe(1)
})

test('each change leaves a row in the audit, and each operation that reads leaves one with the clients it read', async () => {
  const { id } = await make({})
  await app.send('query Look($id: ID!) { client(id: $id) { displayName } }', { id }, undefined)
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  const changes = await client.query(`SELECT action, subject_id FROM ${auditIn(app)} WHERE subject_id = $1`, [id])
  const reads = await client.query<{ action: string; actor_id: string }>(`SELECT action, actor_id FROM ${auditIn(app)} WHERE reads IS NOT NULL AND $1 = ANY (client_ids)`, [id])
  await client.end()
  expect(changes.rows).toEqual([{ action: 'createClient', subject_id: id }])
  expect(reads.rows.map((row) => row.action)).toContain('read query Look')
  expect(reads.rows.every((row) => row.actor_id !== null)).toBe(true)
})
