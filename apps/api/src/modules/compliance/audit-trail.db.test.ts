import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { verifyLog } from '../../verify-audit/verify'
import { logInFile } from '../../verify-audit/read-log'
import { readCheckpoints } from '../../verify-audit/checkpoints'

let app: App
let broker: Person
let officer: Person
let client: string

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'compliance'] })
  broker = await person(app, { role: 'BROKER' })
  officer = await person(app, { role: 'COMPLIANCE' })
  client = await create('Ada Cole')
  await ok('mutation ($input: UpdateClientInput!) { updateClient(input: $input) { id } }', { input: { id: client, version: 1, displayName: 'Ada Cole-Hart', sensitive: { taxId: 'GB-4711' } } }, broker)
  await ok('query Look($id: ID!) { client(id: $id) { displayName sensitive { taxId } } }', { id: client }, broker)
  await whenChained(app)
})
afterAll(() => app.stop())

interface Entry {
  id: string
  number: number
  action: string
  actor: { id: string } | null
  subject: { type: string; id: string } | null
  changes: { field: string; before: unknown; after: unknown; fingerprinted: boolean }[]
  erased: boolean
  reads: string[] | null
  clients: { id: string }[]
  requestId: string
  late: boolean
}

const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code
const ok = async (query: string, variables: object, by: Person) => {
  const answer = await app.send(query, variables, by.token)
  expect(answer.errors).toBeUndefined()
  return answer.data as unknown as Record<string, unknown>
}
const create = async (displayName: string) =>
  ((await ok(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName } }, broker))['createClient'] as { id: string }).id

const trailQuery = `query ($filter: AuditFilter, $first: Int!, $after: String) { auditTrail(filter: $filter, first: $first, after: $after) {
  nodes { id number action actor { id } subject { type id } changes { field before after fingerprinted } erased reads clients { id } requestId late } pageInfo { hasNextPage endCursor } } }`
interface Page {
  nodes: Entry[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
const page = async (filter: object, { first = 50, after = null as string | null, by = officer } = {}) =>
  (await ok(trailQuery, { filter, first, after }, by))['auditTrail'] as Page
const entries = async (filter: object, by = officer) => (await page(filter, { by })).nodes

test('the contract’s own query tells what was changed of a client, newest first', async () => {
  const { auditTrail } = (await ok(operation('Audit'), { filter: { subjectId: client, actorId: null, actions: [], from: null, to: null }, first: 50, after: null }, officer)) as unknown as { auditTrail: { nodes: Entry[] } }
  expect(auditTrail.nodes.map(({ action }) => action)).toEqual(['updateClient', 'createClient'])
  expect(auditTrail.nodes[0]).toMatchObject({ actor: { id: broker.id }, subject: { type: 'Client', id: client }, changes: expect.arrayContaining([{ field: 'displayName', before: 'Ada Cole', after: 'Ada Cole-Hart' }]) })
})

test('is filtered by whose data it was, who, what, which request, kind and time, and goes on without a gap', async () => {
  const all = await entries({ clientId: client })
  expect(all.map(({ action }) => action)).toEqual(expect.arrayContaining(['createClient', 'updateClient', 'read query Look']))
  expect((await entries({ clientId: client, kind: 'CHANGE' })).every(({ reads }) => reads === null)).toBe(true)
  expect((await entries({ clientId: client, reads: ['sensitive'] })).map(({ action }) => action)).toEqual(['read query Look'])
  const [look] = await entries({ clientId: client, actions: ['read query Look'] })
  expect((await entries({ requestId: look?.requestId })).map(({ id }) => id)).toEqual([look?.id])
  expect(await entries({ clientId: client, actorId: officer.id, kind: 'CHANGE' })).toEqual([])
  expect(await entries({ clientId: client, to: '2026-01-01T00:00:00Z' })).toEqual([])
  expect(await entries({ clientId: client, from: '2020-01-01T00:00:00Z', late: true })).toEqual([])
  expect(await entries({ clientId: 'no id' })).toEqual([])

  const walked: number[] = []
  let after: string | null = null
  do {
    const one: Page = await page({ actorId: broker.id }, { first: 1, after })
    walked.push(...one.nodes.map(({ number }) => number))
    after = one.pageInfo.hasNextPage ? one.pageInfo.endCursor : null
  } while (after !== null)
  expect(walked).toEqual((await entries({ actorId: broker.id })).map(({ number }) => number))
})

test('a filter that is not right is refused with all its faults, and nobody reads it who may not', async () => {
  const answer = await app.send(trailQuery, { filter: { from: 'yesterday', to: '32.1.' }, first: 5 }, officer.token)
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'filter.from' }, { path: 'filter.to' }] })
  expect(codeOf(await app.send(trailQuery, { filter: {}, first: 5 }, broker.token))).toBe('FORBIDDEN')
  expect((await ok('query ($id: ID!) { client(id: $id) { id accesses { reads } } }', { id: client }, broker))['client']).toEqual({ id: client, accesses: null })
})

test('a change and what its operation read are one entry each', async () => {
  const [change] = await entries({ subjectId: client, actions: ['updateClient'] })
  const both = await entries({ requestId: change?.requestId })
  expect(both.map(({ action, reads }) => ({ action: action.split(' ', 2).join(' '), reads }))).toEqual([
    { action: 'read mutation', reads: ['profile'] },
    { action: 'updateClient', reads: null },
  ])
})

test('reading the trail is on record itself', async () => {
  await entries({ clientId: client })
  await whenChained(app)
  expect((await entries({ clientId: client, actorId: officer.id, reads: ['audit'] })).length).toBeGreaterThan(0)
})

test('a field that one may not read is a fingerprint: the same for the same value of that record, and no word of it', async () => {
  const roles = (await ok('{ roles { version grants { role permission reach } } }', {}, officer))['roles'] as { version: number; grants: { role: string; permission: string; reach: string }[] }
  // An officer of another firm, who reads the trail and not what is sensitive.
  const grants = roles.grants.filter(({ role, permission }) => !(role === 'COMPLIANCE' && permission === 'clients:sensitive'))
  const change = async (version: number, given: typeof grants) =>
    expect((await app.send('mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) { version } }', { input: { version, reason: 'A narrower officer', grants: given } })).errors).toBeUndefined()
  // Who guesses makes a record of the guess, and compares.
  const guess = (await ok(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName: 'Guess', sensitive: { taxId: 'GB-4711' } } }, broker))['createClient'] as { id: string }
  await whenChained(app)
  await change(roles.version, grants)
  const guessed = await entries({ subjectId: guess.id, kind: 'CHANGE' })
  const hidden = await entries({ subjectId: client, kind: 'CHANGE' })
  await change(roles.version + 1, roles.grants)
  const seen = await entries({ subjectId: client, kind: 'CHANGE' })

  const of = (list: Entry[]) => list[0]?.changes.find(({ field }) => field === 'taxId')
  expect(of(seen)).toMatchObject({ after: 'GB-4711', fingerprinted: false })
  expect(of(hidden)).toMatchObject({ before: null, after: expect.stringMatching(/^[0-9a-f]{32}$/), fingerprinted: true })
  expect(hidden[0]?.changes.find(({ field }) => field === 'displayName')).toMatchObject({ after: 'Ada Cole-Hart', fingerprinted: false })
  expect(JSON.stringify(hidden)).not.toContain('GB-4711')
  expect(of(guessed)).toMatchObject({ after: expect.stringMatching(/^[0-9a-f]{32}$/), fingerprinted: true })
  expect(of(guessed)?.after).not.toBe(of(hidden)?.after)
})

test('a client tells who has seen it, and how much', async () => {
  const found = (await ok('query ($id: ID!) { client(id: $id) { accesses { user { id } reads changes kinds } } }', { id: client }, officer))['client'] as { accesses: { user: { id: string } | null }[] }
  expect(found.accesses.find(({ user }) => user?.id === broker.id)).toMatchObject({ reads: expect.any(Number), changes: 2, kinds: ['profile', 'sensitive'] })
})

test('a client is made again as it was at any instant', async () => {
  const query = 'query ($id: ID!, $at: DateTime!) { client(id: $id) { asOf(at: $at) { erased fields { field value by { id } } } } }'
  const asOf = async (at: string) =>
    ((await ok(query, { id: client, at }, officer))['client'] as { asOf: { fields: { field: string; value: unknown; by: { id: string } }[] } | null }).asOf
  const [changed, made] = await ok(`query ($filter: AuditFilter) { auditTrail(filter: $filter) { nodes { at } } }`, { filter: { subjectId: client, kind: 'CHANGE' } }, officer).then(
    (data) => (data['auditTrail'] as { nodes: { at: string }[] }).nodes.map(({ at }) => Date.parse(at)),
  )
  const nameAt = async (at: number | undefined) => (await asOf(new Date(at ?? 0).toISOString()))?.fields.find(({ field }) => field === 'displayName')
  expect(await asOf(new Date((made ?? 0) - 1).toISOString())).toBeNull()
  expect(await nameAt(made)).toMatchObject({ value: 'Ada Cole', by: { id: broker.id } })
  expect(await nameAt((changed ?? 0) - 1)).toMatchObject({ value: 'Ada Cole' })
  expect(await nameAt(changed)).toMatchObject({ value: 'Ada Cole-Hart' })
  expect(codeOf(await app.send(query, { id: client, at: 'yesterday' }, officer.token))).toBe('BAD_USER_INPUT')
})

test('each deed tells what it changed, and any record is made again as it was', async () => {
  const administrator = await person(app, { role: 'ADMIN' })
  const idOf = (data: Record<string, unknown>) => (Object.values(data)[0] as { id: string }).id
  const hold = idOf(await ok('mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { input: { clientId: client, from: '2026-01-01T00:00:00Z', reason: 'Case 7' } }, officer))
  const between = new Date().toISOString()
  await ok('mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id } }', { input: { id: hold, reason: 'Case closed' } }, officer)
  const token = idOf(await ok('mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { id } }', { input: { name: 'Nightly report', scopes: ['clients:read'] } }, administrator))
  const request = idOf(await ok('mutation ($input: RequestDataExportInput!) { requestDataExport(input: $input) { id } }', { input: { clientId: client } }, officer))
  await whenChained(app)

  const told = async (id: string, action: string) => (await entries({ subjectId: id, actions: [action] }))[0]?.changes
  expect(await told(hold, 'placeClientHold')).toMatchObject([
    { field: 'state', before: null, after: 'STANDING' }, { field: 'from', before: null, after: '2026-01-01T00:00:00.000Z' }, { field: 'grounds', before: null, after: 'Case 7' },
  ])
  expect(await told(hold, 'releaseClientHold')).toMatchObject([{ field: 'state', before: 'STANDING', after: 'RELEASED' }, { field: 'groundsOfRelease', after: 'Case closed' }])
  expect(await told(request, 'requestDataExport')).toMatchObject([{ field: 'status', after: 'RUNNING' }, { field: 'kind', after: 'ACCESS' }, { field: 'reference' }])
  expect((await entries({ subjectId: token }, administrator))[0]?.changes).toEqual(expect.arrayContaining([{ field: 'scopes', before: null, after: ['clients:read'], fingerprinted: false }]))

  const asOf = async (id: string, at: string, by = officer) =>
    (await ok('query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) { fields { field value } } }', { id, at }, by))['recordAsOf'] as { fields: { field: string; value: unknown }[] } | null
  const stateAt = async (at: string) => (await asOf(hold, at))?.fields.find(({ field }) => field === 'state')?.value
  expect([await asOf(hold, '2026-01-01T00:00:00Z'), await stateAt(between), await stateAt(new Date().toISOString())]).toEqual([null, 'STANDING', 'RELEASED'])
  expect(codeOf(await app.send('query ($id: ID!) { recordAsOf(id: $id, at: "2026-01-01T00:00:00Z") { at } }', { id: hold }, broker.token))).toBe('FORBIDDEN')
})

test('what was changed of an erased client is told as erased; the entry and its chain stand', async () => {
  const gone = await create('Bea Lund')
  await whenChained(app)
  await app.runtime.keys.destroy([{ id: gone, class: 'identity' }])
  expect(await entries({ subjectId: gone })).toMatchObject([{ action: 'createClient', changes: [], erased: true }])
  expect((await ok(operation('VerifyAudit'), { input: { from: null } }, officer))['verifyAudit']).toMatchObject({ intact: true, firstBrokenId: null })
  // What is yet to come cannot have been found whole.
  expect((await app.send(operation('VerifyAudit'), { input: { from: '2190-01-01' } }, officer.token)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'from' }] })
})

describe('an export', () => {
  const ask = async (format: string, filter: object, by = officer) =>
    (await ok('mutation ($input: ExportAuditInput!) { exportAudit(input: $input) { url } }', { input: { format, filter } }, by))['exportAudit'] as { url: string }

  test('as CSV is a table with each change, safe to open in a spreadsheet', async () => {
    const formula = await create('=HYPERLINK("x")')
    await whenChained(app)
    const response = await fetch((await ask('CSV', { clientId: formula })).url)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"')
    const rows = parse(await response.text(), { columns: true }) as Record<string, string>[]
    expect(rows[0]).toMatchObject({ action: 'createClient', user: broker.id, changes: expect.stringContaining('displayName: null → "=HYPERLINK(\\"x\\")"') })
    // A part of the trail is no chain: no checkpoint vouches for it.
    expect(rows.some(({ action }) => action === 'checkpoint')).toBe(false)
  })

  test('whole as CSV ends with the checkpoint that vouches for it, by the hash of the entry of its number', async () => {
    await whenChained(app)
    await expect.poll(async () => (await app.runtime.database.query('SELECT 1 FROM compliance.audit_checkpoint')).length, { timeout: 20_000 }).toBeGreaterThan(0)
    const rows = parse(await (await fetch((await ask('CSV', {})).url)).text(), { columns: true }) as Record<string, string>[]
    const checkpoint = rows.pop()
    expect(checkpoint).toMatchObject({ action: 'checkpoint', hash: rows.find(({ number }) => number === checkpoint?.['number'])?.['hash'] })
    expect(readCheckpoints(checkpoint?.['changes'] ?? '')).toMatchObject({ faults: [], checkpoints: [{ number: Number(checkpoint?.['number']), hash: checkpoint?.['hash'] }] })
  })

  test('whole as JSONL is what the offline verifier reads, and it is on record', async () => {
    await whenChained(app)
    const folder = await mkdtemp(join(tmpdir(), 'brokersync-audit-'))
    try {
      const path = join(folder, 'audit.jsonl')
      await writeFile(path, await (await fetch((await ask('JSONL', {})).url)).text())
      const checkpoints = readCheckpoints(await readFile(join(app.environment.DATA_DIR, 'audit-checkpoints.jsonl'), 'utf8'))
      const verdict = await verifyLog(logInFile(path), checkpoints.checkpoints)
      expect(verdict).toMatchObject({ fault: null, entries: expect.any(Number) })
      expect(verdict.vouchedTo).toBeGreaterThan(0)
    } finally {
      await rm(folder, { recursive: true })
    }
    await whenChained(app)
    expect((await entries({ actions: ['read export audit'] })).length).toBeGreaterThan(0)
  })

  test('has an address that cannot be turned to another part of the trail, and is not for who may only read', async () => {
    const { url } = await ask('CSV', { clientId: client })
    const other = new URL(url)
    other.searchParams.set('request', Buffer.from(JSON.stringify({ format: 'JSONL', filter: {}, reads: [] })).toString('base64url'))
    expect((await fetch(other)).status).toBe(401)
    expect((await fetch(new URL('/api/audit/export', app.served.address))).status).toBe(401)
    expect(codeOf(await app.send('mutation ($input: ExportAuditInput!) { exportAudit(input: $input) { url } }', { input: { format: 'CSV' } }, broker.token))).toBe('FORBIDDEN')
  })
})

// Last: it breaks the chain.
test('an entry that was altered is named by the check', async () => {
  await whenChained(app)
  const [victim] = await app.runtime.database.query<{ id: string }>(`UPDATE compliance.audit_entry SET action = 'read query Nothing' WHERE action = 'read query Look' RETURNING id`)
  // From the last whole check on there is nothing wrong; from the beginning there is.
  expect((await ok(operation('VerifyAudit'), { input: { from: '2020-01-01' } }, officer))['verifyAudit']).toMatchObject({ intact: false, firstBrokenId: victim?.id })
})
