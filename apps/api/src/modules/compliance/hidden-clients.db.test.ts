import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminToken } from '../../testing/app'
import { operation } from '../../testing/contract'
import { act, person, type Person } from '../../testing/people'
import { codeOf, firm, type Firm } from './testing/firm'

let here: Firm
const admin: Person = { id: '', email: '', token: adminToken }

beforeAll(async () => (here = await firm()))
afterAll(() => here.stop())

const produced = 'query ($id: ID!) { production(id: $id) { finishedAt downloadUrl } }'
const produce = 'mutation ($input: ProduceRecordsInput!) { produceRecords(input: $input) { id } }'
const span = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', reason: 'Inquiry 7' }
const restrict = 'mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id } }'
const lists = '{ dataSubjectRequests(first: 50) { nodes { id downloadUrl } } productions(first: 50) { nodes { id downloadUrl } } clientHolds { id reason } }'

interface Lists {
  dataSubjectRequests: { nodes: { id: string; downloadUrl: string | null }[] }
  productions: { nodes: { id: string; downloadUrl: string | null }[] }
  clientHolds: { id: string; reason: string }[]
}

const listsOf = async (who: Person): Promise<Lists> => {
  const answer = await here.app.send(lists, {}, who.token)
  expect(answer.errors).toBeUndefined()
  return answer.data as unknown as Lists
}
const idsOf = ({ dataSubjectRequests, productions, clientHolds }: Lists) => [...dataSubjectRequests.nodes, ...productions.nodes, ...clientHolds].map(({ id }) => id)

async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url)
  await answer.arrayBuffer()
  return answer.status
}

async function produceBy(officer: Person, of: object): Promise<{ id: string; url: string }> {
  const { id } = await here.ok<{ id: string }>(produce, { input: { ...of, ...span } }, officer)
  for (;;) {
    const { finishedAt, downloadUrl } = await here.ok<{ finishedAt: string | null; downloadUrl: string | null }>(produced, { id }, officer)
    if (finishedAt !== null && downloadUrl !== null) return { id, url: downloadUrl }
    await pause(50)
  }
}

test('of a client whose processing is restricted, an administrator is shown no request, no hold and no production, and given no archive', async () => {
  const { app, ok, broker, officer, client, finished } = here
  const clientId = await client('Zoe')
  const asked = await finished((await ok<{ id: string }>(operation('RequestDataExport'), { input: { clientId } }, admin)).id)
  const urlOf = async (who: Person) => (await listsOf(who)).dataSubjectRequests.nodes.find(({ id }) => id === asked.id)?.downloadUrl ?? ''
  const given = await urlOf(admin)
  expect(await statusOf(given)).toBe(200)
  const hold = await act(app, 'mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { clientId, reason: 'An inquiry that nobody is to know of' }, officer.token)
  const ofClient = await produceBy(officer, { clientId })
  const ofBroker = await produceBy(officer, { userId: broker.id })
  // The broker's may hold what is behind a wall, or hidden: it is not an administrator's even while nothing is.
  expect(idsOf(await listsOf(admin)).toSorted()).toEqual([asked.id, hold, ofClient.id].toSorted())

  await act(app, restrict, { id: clientId, reason: 'Asked for it' }, officer.token)
  const all = [asked.id, hold, ofClient.id, ofBroker.id]
  expect(idsOf(await listsOf(officer))).toEqual(expect.arrayContaining(all))
  expect(await statusOf(await urlOf(officer))).toBe(200)
  expect(idsOf(await listsOf(admin)).filter((id) => all.includes(id))).toEqual([])
  for (const [query, id] of [['query ($id: ID!) { dataSubjectRequest(id: $id) { id } }', asked.id], [produced, ofClient.id], [produced, ofBroker.id]] as const) {
    expect(codeOf(await app.send(query, { id }, admin.token))).toBe('NOT_FOUND')
  }
  expect(codeOf(await app.send('mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id } }', { input: { id: hold, reason: 'Over' } }, admin.token))).toBe('NOT_FOUND')
  // An address that was given before is worth no more than its holder.
  expect(await statusOf(given)).toBe(404)
})

test('who asked for an erasure is told what came of it; other administrators are not', async () => {
  const { app, ok, client, erase } = here
  const erased = await erase(await client('Yul'), admin)
  expect(erased.gone).not.toEqual([])
  expect(idsOf(await listsOf(admin))).toContain(erased.id)
  const other = await person(app, { role: 'ADMIN' })
  expect(idsOf(await listsOf(other))).not.toContain(erased.id)
  await ok('query ($id: ID!) { dataSubjectRequest(id: $id) { id } }', { id: erased.id }, admin)
})

test('the address of an archive is worth nothing once its holder is signed out, gone, or may do something else', async () => {
  const { app, ok, client, finished } = here
  const clientId = await client('Xan')
  const taken = async (who: Person) => {
    const { id } = await ok<{ id: string }>(operation('RequestDataExport'), { input: { clientId } }, who)
    await finished(id)
    const { downloadUrl } = await ok<{ downloadUrl: string }>('query ($id: ID!) { dataSubjectRequest(id: $id) { downloadUrl } }', { id }, who)
    const audit = await ok<{ url: string }>('mutation { exportAudit(input: { format: CSV }) { url } }', {}, who)
    return [downloadUrl, (await produceBy(who, { clientId })).url, audit.url]
  }
  const statuses = (urls: readonly string[]) => Promise.all(urls.map(statusOf))
  for (const revoke of [
    ({ id }: Person) => app.send('mutation ($id: ID!) { updateUser(input: { id: $id, version: 1, active: false }) { id } }', { id }),
    ({ token }: Person) => fetch(`${app.served.address}/api/auth/sign-out`, { method: 'POST', headers: { cookie: token, origin: app.served.address } }),
    ({ id }: Person) => app.send('mutation ($id: ID!) { updateUser(input: { id: $id, version: 1, roles: [ANALYST] }) { id } }', { id }),
  ]) {
    const who = await person(app, { role: 'COMPLIANCE' })
    const urls = await taken(who)
    expect(await statuses(urls)).toEqual([200, 200, 200])
    await revoke(who)
    await expect.poll(() => statuses(urls), { timeout: 1_000 }).toEqual([401, 401, 401])
  }
})
