import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handedOutPart } from '../../platform/privacy/hand-out-when-asked'
import { startApp, type App } from '../../testing/app'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { act, person, type Person } from '../../testing/people'
import { hashOf } from './audit-chain'
import { entriesNumbered } from './store/audit-entry.store'
import { fetchedArchive } from './testing/archive'

interface Manifest {
  clients: { id: string; reference: string; records: string }[]
  people: { id: string; name: string; email: string }[]
  requestedBy: { id: string; name: string }
  files: { name: string; bytes: number; sha256: string }[]
  audit: { entries: number; checkpoint: unknown }
}

let app: App
let officer: Person
let ann: Person
let ben: Person

const produce = 'mutation ($input: ProduceRecordsInput!) { produceRecords(input: $input) { id } }'
const look = 'query ($id: ID!) { production(id: $id) { id finishedAt droppedAt clientCount auditEntries manifestSha256 downloadUrl records { module kind count } user { id } team client { id } } }'
const day = (text: string) => `${text}T00:00:00Z`
const inMarch = { from: day('2024-03-01'), to: day('2024-04-01'), reason: 'Inquiry 12' }

const ok = async <Result>(query: string, variables: object, by: Person): Promise<Result> => {
  const { data, errors } = await app.send(query, variables, by.token)
  expect(errors).toBeUndefined()
  return Object.values(data)[0] as unknown as Result
}
const codeOf = async (query: string, variables: object, by: Person) => (await app.send(query, variables, by.token)).errors?.[0]?.extensions.code
const newClient = (name: string, by: Person) => act(app, operation('CreateClient'), { kind: 'INDIVIDUAL', displayName: name }, by.token)
const call = (clientId: string, occurredAt: string, subject: string, by: Person) =>
  act(app, operation('LogCommunication'), { clientId, occurredAt, channel: 'CALL', direction: 'INBOUND', subject, body: 'Said so' }, by.token)

interface Made {
  id: string
  finishedAt: string | null
  droppedAt: string | null
  clientCount: number
  auditEntries: number
  manifestSha256: string
  downloadUrl: string | null
  records: { module: string; kind: string; count: number }[]
}

const made = async (input: object): Promise<Made> => finished((await ok<{ id: string }>(produce, { input }, officer)).id)

/** What a module handed out, lost from the disk. */
const lose = (id: string, module: string) => rm(join(app.environment.DATA_DIR, 'exports', handedOutPart(id, 1, module)))

async function finished(id: string): Promise<Made> {
  for (;;) {
    const production = await ok<Made>(look, { id }, officer)
    if (production.finishedAt !== null) return production
    await pause(50)
  }
}

async function fetched({ downloadUrl }: Made) {
  const archive = await fetchedArchive(downloadUrl)
  return { ...archive, manifest: JSON.parse(await archive.text('manifest.json')) as Manifest }
}

beforeAll(async () => {
  app = await startApp()
  officer = await person(app, { role: 'COMPLIANCE' })
  ann = await person(app, { role: 'BROKER', team: 'Grains' })
  ben = await person(app, { role: 'BROKER', team: 'Grains' })
})
afterAll(() => app.stop())

test('a client’s records of a span, with a manifest whose hashes hold, and the audit’s extract whose hashes are the chain’s', async () => {
  const id = await newClient('Harbour Mills', ann)
  await call(id, '2024-02-29T23:59:59Z', 'before', ann)
  const first = await call(id, day('2024-03-01'), 'first of March', ann)
  await call(id, '2024-03-31T23:59:59.999Z', 'last of March', ann)
  await call(id, day('2024-04-01'), 'after', ann)
  await act(app, 'mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { id } }', { id: first, subject: 'the first, put right', reason: 'A slip' }, ann.token)
  await whenChained(app)

  const production = await made({ clientId: id, ...inMarch, to: new Date().toISOString() })
  const { manifest, bytes, records } = await fetched(production)
  const subjects = (await records('interactions')).filter(({ recordKind }) => recordKind === 'Communication').map(({ texts }) => (texts as { subject: string }).subject)
  expect(subjects.toSorted()).toEqual(['after', 'last of March', 'the first, put right'])
  expect(await records('interactions')).toEqual(expect.arrayContaining([expect.objectContaining({ recordKind: 'earlier wording', of: first, subject: 'first of March', reason: 'A slip' })]))
  expect(await records('profiles')).toEqual([expect.objectContaining({ recordKind: 'profile', clientId: id, displayName: 'Harbour Mills' })])
  expect(manifest.clients).toEqual([{ id, reference: expect.stringMatching(/./), records: 'all' }])

  // What `sha256sum` says of each file, and of the manifest what the product says.
  expect(manifest.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['interactions.json', 'index.html', 'audit.jsonl', 'audit.csv']))
  for (const { name, bytes: size, sha256 } of manifest.files) {
    const content = await bytes(name)
    expect({ name, size: content.length, sha256: createHash('sha256').update(content).digest('hex') }).toEqual({ name, size, sha256 })
  }
  expect(createHash('sha256').update(await bytes('manifest.json')).digest('hex')).toBe(production.manifestSha256)

  const lines = String(await bytes('audit.jsonl')).trim().split('\n').map((line) => JSON.parse(line) as { entry: { number: number; clientIds: string[] }; hash: string })
  expect(lines).toHaveLength(manifest.audit.entries)
  expect(lines.every(({ entry }) => entry.clientIds.includes(id))).toBe(true)
  const chained = await entriesNumbered(app.runtime.database, lines.map(({ entry }) => entry.number))
  expect(chained.map((entry) => hashOf(entry).toString('hex'))).toEqual(lines.map(({ hash }) => hash))
  expect(String(await bytes('audit.csv'))).toMatch(/Harbour Mills/)
})

test('a broker’s: all of what was the broker’s in the span, of others only what the broker recorded', async () => {
  const [own, handedOver, other, never] = [await newClient('Own', ann), await newClient('Handed over', ann), await newClient('Other', ben), await newClient('Never', ben)]
  await act(app, operation('AssignClients'), { ids: [handedOver], ownerId: ben.id })
  await act(app, 'mutation ($input: GrantClientInput!) { grantClient(input: $input) { id } }', { clientId: other, userId: ann.id, until: null, reason: 'Helps out' })
  const now = new Date().toISOString()
  for (const [id, by] of [[own, ann], [handedOver, ben], [other, ann], [other, ben], [never, ben]] as const) await call(id, now, `by ${by === ann ? 'ann' : 'ben'}`, by)
  await whenChained(app)

  const span = { from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString(), reason: 'Inquiry 13' }
  const { manifest, records } = await fetched(await made({ userId: ann.id, ...span }))
  const recorded = (await records('interactions')).filter(({ clientId }) => clientId !== undefined)
  const of = (id: string) => recorded.filter(({ clientId }) => clientId === id).map(({ texts }) => (texts as { subject: string }).subject)
  expect([of(own), of(handedOver), of(other), of(never)]).toEqual([['by ann'], ['by ben'], ['by ann'], []])
  expect(manifest.clients.find(({ id }) => id === other)?.records).toBe('those that these people recorded')
  expect(manifest.clients.some(({ id }) => id === never)).toBe(false)

  // Before she had it, nothing was hers.
  const before = await made({ userId: ann.id, ...inMarch })
  expect(before.clientCount).toBe(0)
  // A desk's are all of its people's; a restricted client stays its owner's.
  await act(app, 'mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id } }', { id: never, reason: 'Asked for it' }, officer.token)
  const desk = await fetched(await made({ team: 'Grains', ...span }))
  // By their names as well, in the page, the manifest and the extract of the audit.
  const people = await app.runtime.database.query<{ id: string; name: string; email: string }>('SELECT id, name, email FROM access."user" WHERE id = ANY ($1) ORDER BY id', [[ann.id, ben.id]])
  expect(desk.manifest.people.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(people)
  const annsName = people.find(({ id }) => id === ann.id)?.name ?? '?'
  const page = await desk.text('index.html')
  for (const { name } of people) expect(page).toContain(name)
  expect(page).toContain('The records of the desk Grains')
  expect(page).not.toContain(ann.id)
  const csv = parse(await desk.text('audit.csv'), { columns: true }) as Record<string, string>[]
  expect(csv.filter(({ user }) => user === ann.id).map((row) => row['user name'])).toEqual(expect.arrayContaining([annsName]))
  expect(csv.some((row) => row['user'] === ann.id && row['user name'] !== annsName)).toBe(false)
  expect(desk.manifest.clients.map(({ id }) => id)).toEqual(expect.arrayContaining([own, handedOver, other, never]))
  expect((await desk.records('interactions')).some(({ clientId }) => clientId === never)).toBe(true)
})

test('it is made by whom all is open to, and says what is wrong with what it is asked for', async () => {
  const id = await newClient('Asked', ann)
  expect(await codeOf(produce, { input: { clientId: id, ...inMarch } }, ann)).toBe('FORBIDDEN')
  // An administrator reads no hidden clients.
  expect((await app.send(produce, { input: { userId: ann.id, ...inMarch } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  const faults = async (input: object) => (await app.send(produce, { input }, officer.token)).errors?.[0]?.extensions
  expect(await faults({ clientId: id, team: 'Grains', ...inMarch })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'clientId' }] })
  expect(await faults({ clientId: id, ...inMarch, to: inMarch.from })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'to' }] })
  expect(await faults({ clientId: id, ...inMarch, reason: ' ' })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'reason' }] })
  expect(await faults({ team: 'Nobody', ...inMarch })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'team' }] })
  expect(await codeOf(produce, { input: { userId: id, ...inMarch } }, officer)).toBe('NOT_FOUND')
})

test('one of an earlier version is refused before its first byte, and says what to do', async () => {
  const id = await newClient('Old Mills', ann)
  const { downloadUrl } = await made({ clientId: id, ...inMarch })
  await app.runtime.database.query('UPDATE compliance.production SET form = 1 WHERE client_id = $1', [id])
  const answer = await fetch(downloadUrl ?? '')
  expect([answer.status, await answer.json()]).toEqual([410, { errors: [{ message: 'This production is of an earlier version of the product; make it anew', extensions: { code: 'GONE' } }] }])
})

test('one of many clients tells of itself once', async () => {
  await newClient('First of two', ann)
  const other = await newClient('Second of two', ann)
  await whenChained(app)
  const span = { from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString(), reason: 'Inquiry 14' }
  await made({ clientId: other, ...span, reason: 'Inquiry before' })
  const production = await made({ userId: ann.id, ...span })
  const told = (await (await fetched(production)).records('compliance')).filter(({ recordKind }) => recordKind === 'production')
  expect(told.filter(({ reason }) => reason === 'Inquiry 14')).toHaveLength(1)
  expect(told.filter(({ clientId, reason }) => clientId === other && reason === 'Inquiry before')).toHaveLength(1)
  expect(production.records.find(({ kind }) => kind === 'production')?.count).toBe(told.length)
  expect(production.clientCount).toBeGreaterThan(1)
})

test('where a file of it was lost, the rest is sent, and what is missing is named with its hash', async () => {
  const id = await newClient('Lost Mills', ann)
  const production = await made({ clientId: id, ...inMarch })
  const whole = await fetched(production)
  await lose(production.id, 'documents')

  const { names, text } = await fetchedArchive(production.downloadUrl)
  const mark = whole.manifest.files.find(({ name }) => name === 'documents.json')
  expect(await text('missing.txt')).toContain(`documents.json: ${mark?.bytes} bytes, SHA-256 ${mark?.sha256}`)
  expect(await names()).not.toContain('documents.json')
  expect(await names()).toEqual(expect.arrayContaining(whole.manifest.files.map(({ name }) => name).filter((name) => name !== 'documents.json')))
  expect(createHash('sha256').update(await text('manifest.json')).digest('hex')).toBe(production.manifestSha256)
})

test('where one was lost before it was finished, it is finished without, and its manifest and page say so', async () => {
  const id = await newClient('Early Mills', ann)
  const { id: production } = await made({ clientId: id, ...inMarch })
  await lose(production, 'sync')
  // As it stood before its end.
  await app.runtime.database.query('UPDATE compliance.production SET finished_at = NULL WHERE id = $1', [production])
  const { manifest, text, names } = await fetched(await finished(production))
  expect(manifest).toMatchObject({ missing: ['sync.json'] })
  expect(manifest.files.map(({ name }) => name)).not.toContain('sync.json')
  expect(await text('index.html')).toContain('Missing: sync.json.')
  expect(await names()).toContain('missing.txt')
})

test('with a client that is erased, the archives go in which anything of it lies', async () => {
  const id = await newClient('Gone soon', ann)
  const { id: production } = await ok<{ id: string }>(produce, { input: { clientId: id, ...inMarch } }, officer)
  let state = await ok<Made>(look, { id: production }, officer)
  while (state.finishedAt === null) state = await ok<Made>(look, { id: production }, officer)
  const url = state.downloadUrl ?? ''
  await act(app, operation('EraseClient'), { clientId: id, reason: 'Asked to be forgotten' }, officer.token)
  while (state.droppedAt === null) {
    await pause(50)
    state = await ok<Made>(look, { id: production }, officer)
  }
  expect(state.downloadUrl).toBeNull()
  expect((await fetch(url)).status).toBe(410)
})
