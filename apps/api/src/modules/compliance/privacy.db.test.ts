import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { nothingOfClients } from '../../platform/privacy/personal-data'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import { codeOf, firm, type Firm } from './testing/firm'

const look = 'query ($id: ID!) { client(id: $id) { displayName status contact { emails { address } } timeline(first: 20) { nodes { __typename title ... on Note { body } ... on Communication { body } } } timelineExtent { count } timelineDensity(from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", buckets: 10) { count } } }'

/** All text in a database, as anybody with its password reads it. */
async function everything(app: App): Promise<string> {
  const tables = await app.runtime.database.query<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)
  const texts: string[] = []
  for (const { name } of tables) texts.push(...(await app.runtime.database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)).map(({ row }) => row))
  return texts.join('\n')
}

test('every module with clients has an answer to a data subject, and a new one cannot forget it', async () => {
  const app = await startApp()
  const answering = app.runtime.modules.filter(({ personalData }) => personalData !== nothingOfClients).map(({ name }) => name)
  // Beside what every module has by itself: its directory and its queue of the audit.
  const naming = await app.runtime.database.query<{ module: string }>(
    `SELECT DISTINCT table_schema AS module FROM information_schema.columns
     WHERE column_name IN ('client_id', 'client_ids') AND table_name NOT IN ('directory_client', 'audit') AND table_schema = ANY ($1)`,
    [app.environment.MODULES],
  )
  await app.stop()
  expect(answering).toEqual(expect.arrayContaining(naming.map(({ module }) => module)))
  expect(answering.toSorted()).toEqual([...modulesWithClients].toSorted())
})

describe('with no regime', () => {
  let here: Firm
  beforeAll(async () => (here = await firm()))
  afterAll(() => here.stop())

  test('an erasure leaves nothing readable in any module, says what went, and the audit trail stands', async () => {
    const { app, ok, broker, officer, erase, client } = here
    const [gone, stays] = [await client('Ada'), await client('Bea')]
    const request = await erase(gone)
    expect(request.kept).toEqual([])
    expect(request.gone.map((name) => name.replace(/-\d{4}$/, '')).toSorted()).toEqual(['communications', 'identity', 'notes', 'orders'])
    expect(request.records).toEqual(expect.arrayContaining([{ module: 'interactions', kind: 'interactions', count: 3 }, { module: 'profiles', kind: 'profile', count: 1 }]))

    for (const who of [broker, here.second]) {
      const seen = await app.send(look, { id: gone }, who.token)
      if (who === broker) expect(codeOf(seen)).toBe('GONE')
      else expect(seen.data).toMatchObject({ client: { displayName: 'Erased client', status: 'ERASED', contact: { emails: [] }, timeline: { nodes: [] } } })
    }
    expect(await ok('{ clients(search: "ada") { totalCount } }', {}, officer)).toEqual({ totalCount: 0 })
    expect(await ok('{ interactions(search: "ada canary", first: 5) { nodes { id } } }', {}, officer)).toEqual({ nodes: [] })
    expect(codeOf(await app.send(operation('AddNote'), { input: { clientId: gone, body: 'x' } }, broker.token))).toBe('NOT_FOUND')
    expect(codeOf(await app.send(operation('EraseClient'), { input: { clientId: gone, reason: 'Again' } }, officer.token))).toBe('GONE')

    // What was sealed opens no more; in clear nothing of it ever stood but in the index of names.
    const text = await everything(app)
    expect(text).not.toMatch(/ada canary/i)
    expect(text).toMatch(/bea canary/i)
    const keys = await app.runtime.keys.classesOf([gone])
    expect(keys.filter(({ destroyedAt }) => destroyedAt === null)).toEqual([])
    expect((await app.send(look, { id: stays }, broker.token)).data).toMatchObject({ client: { displayName: 'Bea Canary', timeline: { nodes: [{}, {}, {}] } } })
    await whenChained(app)
    expect(await ok(operation('VerifyAudit'), { input: { from: null } }, officer)).toMatchObject({ intact: true })
  })

  test('a hold wins over an erasure, and what only it kept goes when it is released', async () => {
    const { app, ok, officer, second, broker, erase, finished, client } = here
    const id = await client('Cleo')
    const hold = await ok<{ id: string }>('mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { input: { clientId: id, reason: 'Case 7' } }, officer)
    const request = await erase(id)
    expect(request.gone).toEqual([])
    expect(request.keptUnderLegalHold.map(({ id: by }) => by)).toEqual(request.kept.map(() => hold.id))
    expect(codeOf(await app.send(look, { id }, broker.token))).toBe('GONE')
    const kept = (await ok<{ displayName: string; timeline: { nodes: { title: string }[] } }>(look, { id }, second))
    expect(kept.displayName).toBe('Cleo Canary')
    expect(kept.timeline.nodes).toHaveLength(3)

    await ok('mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id releasedAt } }', { input: { id: hold.id, reason: 'Case closed' } }, officer)
    for (let after = request; after.kept.length > 0; after = await finished(request.id)) await pause(50)
    expect((await ok<{ displayName: string }>(look, { id }, second)).displayName).toBe('Erased client')
    expect(await everything(app)).not.toMatch(/cleo canary/i)
  })

  test('a hold on a span of which there is no record ends with the erasure, and nothing of its reason is left; one that keeps something stands', async () => {
    const { app, ok, officer, second, erase, finished, client } = here
    const id = await client('Kim')
    const place = (span: object, reason: string) => ok<{ id: string }>('mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { input: { clientId: id, ...span, reason } }, officer)
    const empty = await place({ from: '2001-01-01T00:00:00Z', to: '2002-01-01T00:00:00Z' }, 'kim canary of 2001')
    const full = await place({ from: '2025-01-01T00:00:00Z' }, 'kim canary since 2025')
    await whenChained(app)
    const { records, kept, id: asked } = await erase(id)
    expect(records).toContainEqual({ module: 'compliance', kind: 'reasons of holds', count: 1 })
    expect(new Set(kept.map(({ because }) => because))).toEqual(new Set(['HOLD']))

    const holds = () => ok<object[]>('query ($id: ID!) { clientHolds(clientId: $id, standing: false) { id reason releasedAt releasedBy { id } } }', { id }, second)
    const told = () => ok<object>('query ($id: ID!) { auditTrail(filter: { clientId: $id, actions: ["placeClientHold"] }) { nodes { changes { after } } } }', { id }, second)
    expect(await holds()).toEqual([{ id: full.id, reason: 'kim canary since 2025', releasedAt: null, releasedBy: null }, { id: empty.id, reason: '', releasedAt: expect.any(String), releasedBy: null }])
    await whenChained(app)
    expect(JSON.stringify(await told())).not.toMatch(/kim canary of 2001/)
    expect(await ok('query ($id: ID!) { auditTrail(filter: { clientId: $id, actions: ["hold.ended"] }) { nodes { subject { id } actor { id } } } }', { id }, second)).toEqual({ nodes: [{ subject: { id: empty.id }, actor: null }] })
    const release = (hold: { id: string }) => app.send('mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id } }', { input: { id: hold.id, reason: 'kim canary is over' } }, second.token)
    expect(codeOf(await release(empty))).toBe('CONFLICT')

    // With what the other one keeps, its reason goes as well.
    expect((await release(full)).errors).toBeUndefined()
    while ((await finished(asked)).kept.length > 0) await pause(50)
    expect(JSON.stringify([await holds(), await told()])).not.toMatch(/kim canary/)
  })

  test('one that is made anonymous stays counted, and nobody can say who it was', async () => {
    const { app, ok, broker, officer, finished, client } = here
    const id = await client('Dora')
    await finished((await ok<{ id: string }>(operation('AnonymiseClient'), { input: { clientId: id, reason: 'Left us' } }, officer)).id)
    const seen = await ok<{ displayName: string; status: string; timeline: { nodes: { __typename: string; body: string }[] } }>(look, { id }, broker)
    expect(seen).toMatchObject({ displayName: 'Anonymised client', status: 'ANONYMISED', contact: { emails: [] } })
    expect(seen.timeline.nodes.map((node) => node.__typename).toSorted()).toEqual(['Communication', 'Note', 'OrderEvent'])
    expect(JSON.stringify(seen)).not.toMatch(/dora|canary/i)
    expect(await ok('{ clients(filter: { status: ANONYMISED }) { totalCount nodes { id } } }', {}, broker)).toEqual({ totalCount: 1, nodes: [{ id }] })
    expect(await everything(app)).not.toMatch(/dora canary/i)
  })

  test('while what is not kept of a client goes, no hold is placed; one that came in the same instant undoes nothing of it', async () => {
    const { app, ok, officer, broker, finished, client } = here
    const [id, other] = [await client('Gil'), await client('Hana')]
    const place = (clientId: string) => ({ query: 'mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', variables: { input: { clientId, reason: 'Case 9' } } })
    const hold = await ok<{ id: string }>(place(other).query, place(other).variables, officer)
    const request = await app.runtime.database.transaction(async (query) => {
      // No module's answer comes until this ends.
      await query('LOCK TABLE compliance.module_answer IN EXCLUSIVE MODE')
      const asked = await ok<{ id: string }>(operation('AnonymiseClient'), { input: { clientId: id, reason: 'Left us' } }, officer)
      expect(codeOf(await app.send(place(id).query, place(id).variables, officer.token))).toBe('CONFLICT')
      await query('UPDATE compliance.legal_hold SET client_id = $2 WHERE id = $1', [hold.id, id])
      return asked
    })
    expect(await finished(request.id)).toMatchObject({ kept: [], gone: expect.arrayContaining(['identity']) })
    expect(await ok(look, { id }, broker)).toMatchObject({ displayName: 'Anonymised client', contact: { emails: [] } })
    expect(await everything(app)).not.toMatch(/gil canary/i)
    expect((await ok<{ id: string }>(place(id).query, place(id).variables, officer)).id).not.toBe(hold.id)
  })

  test('an export hands out all that every module holds, once it was asked for, and its fetching is on record', async () => {
    const { app, ok, officer, broker, finished, client } = here
    const id = await client('Edda')
    const { id: asked } = await ok<{ id: string }>(operation('RequestDataExport'), { input: { clientId: id } }, officer)
    const request = await finished(asked)
    expect(request.records).toEqual(expect.arrayContaining([{ module: 'profiles', kind: 'profile', count: 1 }, { module: 'interactions', kind: 'Note', count: 1 }]))
    const response = await fetch(request.downloadUrl ?? '')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip'])
    const bytes = Buffer.from(await response.arrayBuffer())
    for (const name of ['manifest.json', 'index.html', ...modulesWithClients.map((module) => `${module}.json`)]) expect(bytes.includes(name)).toBe(true)
    expect((await fetch((request.downloadUrl ?? '').replace(/pass=.*/, 'pass=x'))).status).toBe(401)
    expect(codeOf(await app.send(operation('RequestDataExport'), { input: { clientId: id } }, broker.token))).toBe('FORBIDDEN')

    // One of an earlier version is refused before its first byte.
    await app.runtime.database.query('UPDATE compliance.data_subject_request SET form = form - 1 WHERE id = $1', [asked])
    const old = await fetch(request.downloadUrl ?? '')
    expect([old.status, await old.json()]).toEqual([410, { errors: [{ message: 'This export is of an earlier version of the product; make it anew', extensions: { code: 'GONE' } }] }])
    await app.runtime.database.query('UPDATE compliance.data_subject_request SET form = form + 1 WHERE id = $1', [asked])

    // A copy that lies here goes with the client.
    await here.erase(id)
    expect((await here.requestOf(asked)).downloadUrl).toBeNull()
    expect((await fetch(request.downloadUrl ?? '')).status).toBe(410)
  })
})

test.each(['SEC_CFTC', 'MIFID_II'])('under %s, orders and calls of last week survive an erasure, for compliance alone, and go on their day', async (regime) => {
  const here = await firm({ retention: `regime: ${regime}\nregimes:\n  ${regime}: { orders: 5, communications: 5 }\n` })
  try {
    const { app, ok, broker, second, erase, finished, client } = here
    const id = await client('Gil')
    const request = await erase(id)
    const year = new Date(Date.now() - 7 * 86_400_000).getUTCFullYear()
    expect(request.gone).toEqual([`notes-${new Date().getUTCFullYear()}`])
    expect(request.kept).toEqual(expect.arrayContaining([{ class: `orders-${year}`, because: 'DUTY', until: `${year + 6}-01-01T00:00:00.000Z` }, { class: `communications-${year}`, because: 'DUTY', until: `${year + 6}-01-01T00:00:00.000Z` }]))
    expect(codeOf(await app.send(look, { id }, broker.token))).toBe('GONE')
    const kept = await ok<{ displayName: string; timeline: { nodes: { __typename: string; title: string; body: string }[] }; timelineExtent: { count: number }; timelineDensity: { count: number }[] }>(look, { id }, second)
    expect(kept.displayName).toBe('Gil Canary')
    expect(JSON.stringify(kept)).toMatch(/Gil canary call/)
    expect(JSON.stringify(kept)).not.toMatch(/Gil canary note/)
    // Nor that there was a note: what no duty keeps leaves nothing behind.
    expect(kept.timeline.nodes.map((node) => node.__typename)).toEqual(expect.arrayContaining(['Communication', 'OrderEvent']))
    expect(kept.timeline.nodes.map((node) => node.__typename)).not.toContain('Note')
    expect(kept.timelineExtent.count).toBe(kept.timeline.nodes.length)
    expect(kept.timelineDensity.reduce((sum, { count }) => sum + count, 0)).toBe(kept.timeline.nodes.length)

    // The day comes: a duty that has ended keeps nothing.
    await app.runtime.database.query(`UPDATE keys.data_key SET class = replace(class, $2, '2001') WHERE owner_id = $1`, [id, String(year)])
    await app.runtime.database.query('UPDATE compliance.data_subject_request SET due_at = now() WHERE id = $1', [request.id])
    for (let after = request; after.kept.length > 0; after = await finished(request.id)) await pause(50)
    expect((await ok<{ displayName: string; timeline: { nodes: unknown[] } }>(look, { id }, second))).toMatchObject({ displayName: 'Erased client', timeline: { nodes: [] } })
  } finally {
    await here.stop()
  }
})

test('one that is made anonymous while a duty keeps who it was is for compliance alone, and its broker’s again when that is gone', async () => {
  const here = await firm({ retention: 'regime: MIFID_II\nregimes:\n  MIFID_II: { orders: 5, communications: 5 }\n' })
  try {
    const { app, ok, broker, officer, second, finished, client } = here
    const id = await client('Hal')
    const request = await finished((await ok<{ id: string }>(operation('AnonymiseClient'), { input: { clientId: id, reason: 'Left us' } }, officer)).id)
    expect(request.kept).not.toEqual([])
    for (const token of [broker.token, undefined]) {
      expect(codeOf(await app.send(look, { id }, token))).toBe('NOT_FOUND')
      const found = await app.send('{ clients(first: 50) { nodes { id } } interactions(search: "hal canary", first: 5) { nodes { id } } }', {}, token)
      expect(JSON.stringify(found.data)).not.toContain(id)
    }
    expect(await ok(look, { id }, second)).toMatchObject({ displayName: 'Hal Canary', status: 'ANONYMISED' })

    // It stands in the list of whoever sees it, but no name leads to it: not either when the index was made anew after a crash.
    const listed = () => ok<{ totalCount: number; nodes: { id: string }[] }>('{ clients { totalCount nodes { id } } }', {}, second)
    const found = () => ok<{ totalCount: number }>('{ clients(search: "hal") { totalCount } }', {}, second)
    expect(await listed()).toEqual({ totalCount: 1, nodes: [{ id }] })
    expect(await found()).toEqual({ totalCount: 0 })
    await app.runtime.database.query('TRUNCATE profiles.client_name, profiles.client_word, profiles.client_name_ready')
    await expect.poll(async () => (await app.send('{ clients { totalCount } }', {}, second.token)).errors).toBeUndefined()
    expect(await listed()).toEqual({ totalCount: 1, nodes: [{ id }] })
    expect(await found()).toEqual({ totalCount: 0 })
    expect(codeOf(await app.send('mutation ($input: RestrictClientInput!) { liftRestriction(input: $input) { id } }', { input: { id, reason: 'Over' } }, officer.token))).toBe('CONFLICT')

    await app.runtime.database.query(`UPDATE keys.data_key SET class = replace(class, $2, '2001') WHERE owner_id = $1`, [id, String(new Date(Date.now() - 7 * 86_400_000).getUTCFullYear())])
    await app.runtime.database.query('UPDATE compliance.data_subject_request SET due_at = now() WHERE id = $1', [request.id])
    for (let after = request; after.kept.length > 0; after = await finished(request.id)) await pause(50)
    const seen = await ok<object>(look, { id }, broker)
    expect(seen).toMatchObject({ displayName: 'Anonymised client', status: 'ANONYMISED' })
    expect(JSON.stringify(seen)).not.toMatch(/hal|canary/i)
  } finally {
    await here.stop()
  }
})

test('an erasure that the firm lets nobody do alone is approved by another first', async () => {
  const here = await firm({ approvals: 'acts: [ERASE_CLIENT]\ndays: 1\n' })
  try {
    const { app, officer, second, ok, finished, client } = here
    const input = { input: { clientId: await client('Hal'), reason: 'Asked to be forgotten' } }
    const refused = await app.send(operation('EraseClient'), input, officer.token)
    expect(codeOf(refused)).toBe('CONFLICT')
    await ok('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { state } }', { input: { id: refused.errors?.[0]?.extensions['approvalId'], approve: true } }, second)
    expect((await finished((await ok<{ id: string }>(operation('EraseClient'), input, officer)).id)).kept).toEqual([])
  } finally {
    await here.stop()
  }
})

test('what waits for a second person is told to those who decide and may see the client, and to nobody else', async () => {
  const here = await firm({ approvals: 'acts: [ERASE_CLIENT]\ndays: 1\n' })
  try {
    const { app, officer, second, ok, client } = here
    const admin = await person(app, { role: 'ADMIN' })
    const clientId = await client('Ivo')
    const id = String((await app.send(operation('EraseClient'), { input: { clientId, reason: 'Asked to be forgotten' } }, officer.token)).errors?.[0]?.extensions['approvalId'])
    await ok('mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id } }', { input: { id: clientId, reason: 'Accuracy is contested' } }, second)
    const waiting = async (who: Person) => ok<{ nodes: unknown[] }>('{ approvals(waiting: true) { nodes { act clients { displayName } } } }', {}, who)
    // What is asked for and why tells of the client as much as its name does.
    expect((await waiting(admin)).nodes).toEqual([])
    expect(codeOf(await app.send('query ($id: ID!) { approval(id: $id) { says } }', { id }, admin.token))).toBe('NOT_FOUND')
    expect(codeOf(await app.send('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { state } }', { input: { id, approve: true } }, admin.token))).toBe('NOT_FOUND')
    expect((await waiting(second)).nodes).toEqual([{ act: 'ERASE_CLIENT', clients: [{ displayName: 'Ivo Canary' }] }])
  } finally {
    await here.stop()
  }
})

test('who decides is told whose hold or data it is; what came about by another way waits for nobody', async () => {
  const here = await firm({ approvals: 'acts: [ERASE_CLIENT, RELEASE_HOLD]\ndays: 1\n' })
  try {
    const { app, officer, second, ok, finished, client } = here
    const clientId = await client('Jo')
    const hold = await ok<{ id: string }>('mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { input: { clientId, reason: 'Inquiry' } }, officer)
    const releaseHold = 'mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id } }'
    const ask = async (mutation: string, input: object, by: Person) => String((await app.send(mutation, { input }, by.token)).errors?.[0]?.extensions['approvalId'])
    const decide = (id: string, by: Person) => app.send('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { state } }', { input: { id, approve: true } }, by.token)
    const waiting = async () => (await ok<{ nodes: { id: string }[] }>('{ approvals(waiting: true) { nodes { id } } }', {}, second)).nodes.map(({ id }) => id)
    const about = (id: string) => ok('query ($id: ID!) { approval(id: $id) { state clients { displayName } } }', { id }, second)

    const release = { id: hold.id, reason: 'The inquiry is over' }
    const [toRelease, again] = [await ask(releaseHold, release, officer), await ask(releaseHold, { ...release, reason: 'Placed in error' }, second)]
    expect(await about(toRelease)).toEqual({ state: 'REQUESTED', clients: [{ displayName: 'Jo Canary' }] })
    await decide(toRelease, second)
    await ok(releaseHold, { input: release }, officer)
    expect([await about(toRelease), await about(again)]).toMatchObject([{ state: 'DONE' }, { state: 'OVERTAKEN' }])

    const erasure = { clientId, reason: 'Asked to be forgotten' }
    const [toErase, late] = [await ask(operation('EraseClient'), erasure, officer), await ask(operation('EraseClient'), erasure, second)]
    await decide(toErase, second)
    expect(await waiting()).toEqual([late])
    await finished((await ok<{ id: string }>(operation('EraseClient'), { input: erasure }, officer)).id)
    expect(await about(late)).toEqual({ state: 'OVERTAKEN', clients: [{ displayName: 'Erased client' }] })
    expect(await waiting()).toEqual([])
    expect(codeOf(await decide(late, officer))).toBe('CONFLICT')
  } finally {
    await here.stop()
  }
})
