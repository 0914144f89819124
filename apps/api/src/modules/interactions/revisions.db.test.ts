import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { subscribe } from '../../testing/contract-socket'
import { person, type Person } from '../../testing/people'
import { eventually } from './testing/recording'

// Both stores of interactions keep what stood before.
const stores = [['Postgres', {}], ['Cassandra', { CASSANDRA_CONTACT_POINTS: process.env['TEST_CASSANDRA'] ?? '', CASSANDRA_KEYSPACE: `revisions_${process.pid}` }]] as const

describe.each(stores.filter(([name]) => name === 'Postgres' || process.env['TEST_CASSANDRA'] !== undefined))('on %s', (_name, variables) => {
  let app: App
  let author: Person
  let manager: Person
  let assistant: Person
  let clientId: string

  beforeAll(async () => {
    app = await startApp({ variables })
    // A Cassandra that is not connected yet refuses to be read.
    await eventually(async () => (await fetch(`${app.served.address}/ready`)).status, (status) => status === 200, 30_000)
    author = await person(app, { role: 'BROKER', team: 'Grains' })
    manager = await person(app, { role: 'MANAGER' })
    assistant = await person(app, { role: 'ASSISTANT', team: 'Grains' })
    clientId = ((await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Hargreave Grain' } }, author.token)).data as unknown as { createClient: { id: string } }).createClient.id
  })
  afterAll(() => app.stop())

  const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code
  const fields = 'id title revised { version retracted by { id } } ... on Note { body } ... on Communication { subject body }'
  const correct = `mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { ${fields} } }`
  const retract = `mutation ($input: RetractInteractionInput!) { retractInteraction(input: $input) { ${fields} } }`
  const earlier = 'query ($id: ID!) { revisions(id: $id) { version subject body reason replacedBy { id } } }'
  const found = async (search: string) => ((await app.send('query ($s: String!) { interactions(search: $s, first: 10) { nodes { id } } }', { s: search }, author.token)).data as unknown as { interactions: { nodes: { id: string }[] } }).interactions.nodes.map(({ id }) => id)
  const counted = async () => ((await app.send('query ($id: ID!) { client(id: $id) { timelineExtent { count } } }', { id: clientId }, author.token)).data as unknown as { client: { timelineExtent: { count: number } } }).client.timelineExtent.count
  const note = async (body: string) => ((await app.send(operation('AddNote'), { input: { clientId, body } }, author.token)).data as unknown as { addNote: { id: string } }).addNote.id

  test('what was written is corrected with a reason; it is found by its new words alone, counts once, and what stood before is kept', async () => {
    const id = await note('Wants barley for Decembre')
    const before = await counted()
    const stream = await subscribe(app.served.address, { query: `subscription ($clientId: ID!) { timelineItemAdded(clientId: $clientId) { ${fields} } }`, variables: { clientId }, token: author.token })
    const answer = await app.send(correct, { input: { id, body: 'Wants wheat for December', reason: 'Misheard' } }, author.token)
    expect(answer.data).toMatchObject({ correctInteraction: { id, body: 'Wants wheat for December', revised: { version: 1, retracted: false, by: { id: author.id } } } })
    expect((await stream.next()).data).toMatchObject({ timelineItemAdded: { id, body: 'Wants wheat for December' } })
    await stream.stop()
    expect([await found('barley'), await found('wheat'), await counted()]).toEqual([[], [id], before])

    await app.send(correct, { input: { id, body: 'Wants wheat for March', reason: 'Rolled' } }, manager.token)
    expect((await app.send(earlier, { id }, assistant.token)).data).toMatchObject({
      revisions: [
        { version: 2, body: 'Wants wheat for December', reason: 'Rolled', replacedBy: { id: manager.id } },
        { version: 1, body: 'Wants barley for Decembre', reason: 'Misheard', replacedBy: { id: author.id } },
      ],
    })
    await whenChained(app)
    const actions = await app.runtime.database.query<{ action: string }>('SELECT action FROM compliance.audit_entry WHERE subject_id = $1 AND reads IS NULL ORDER BY number', [id])
    expect(actions.map(({ action }) => action)).toEqual(['note.added', 'interaction.corrected', 'interaction.corrected'])
  })

  test('what is taken back says nothing any more and is found no more; that it was there stays', async () => {
    const id = await note('Confidential: margin call at noon')
    const before = await counted()
    expect((await app.send(retract, { input: { id, reason: 'Wrong client' } }, author.token)).data).toMatchObject({ retractInteraction: { title: 'Note (taken back)', body: '', revised: { retracted: true } } })
    expect([await found('confidential'), await counted()]).toEqual([[], before])
    expect(codeOf(await app.send(correct, { input: { id, body: 'x', reason: 'y' } }, author.token))).toBe('CONFLICT')
    expect((await app.send(earlier, { id }, manager.token)).data).toMatchObject({ revisions: [{ body: 'Confidential: margin call at noon' }] })
  })

  test('nobody changes what another wrote but who hands the client over; orders are busted instead, and what is wrong says so', async () => {
    const id = await note('Likes to be called early')
    expect(codeOf(await app.send(correct, { input: { id, body: 'x', reason: 'y' } }, assistant.token))).toBe('FORBIDDEN')
    expect((await app.send(correct, { input: { id, body: '  ', reason: '' } }, author.token)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'reason' }] })
    expect((await app.send(correct, { input: { id, body: 'Likes to be called early', reason: 'None' } }, author.token)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'body', message: 'is what stands there already' }] })
    expect(codeOf(await app.send(correct, { input: { id, subject: 'A note has none', reason: 'y' } }, author.token))).toBe('BAD_USER_INPUT')
    expect(codeOf(await app.send(correct, { input: { id: 'nothing', body: 'x', reason: 'y' } }, author.token))).toBe('NOT_FOUND')
    const order = { orderId: 'o', executionId: 'e', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '5', unit: 'LOT', price: '600', currency: 'USD' }
    const { data } = await app.send(operation('RecordOrderEvent'), { input: { clientId, occurredAt: new Date().toISOString(), ...order } }, author.token)
    const orderId = (data as unknown as { recordOrderEvent: { id: string } }).recordOrderEvent.id
    expect(codeOf(await app.send(retract, { input: { id: orderId, reason: 'y' } }, author.token))).toBe('CONFLICT')
  })

  test('of two corrections at the same moment one is told of the other', async () => {
    const id = await note('One of two')
    const codes = (await Promise.all(['a', 'b'].map((body) => app.send(correct, { input: { id, body, reason: 'At once' } }, author.token)))).map(codeOf)
    expect(codes.filter((code) => code !== undefined && code !== 'CONFLICT')).toEqual([])
    const { data } = await app.send(earlier, { id }, author.token)
    expect((data as unknown as { revisions: unknown[] }).revisions.length).toBe(codes.filter((code) => code === undefined).length)
  })

  test('a market’s move is taken back by who recorded it, or hands over all clients, from every timeline', async () => {
    const day = '2026-11-20T12:00:00Z'
    const holder = ((await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Second holder' } }, manager.token)).data as unknown as { createClient: { id: string } }).createClient.id
    for (const [id, { token }] of [[clientId, author], [holder, manager]] as const) {
      const order = { orderId: 'zinc', executionId: 'z', status: 'FILLED', side: 'BUY', commodity: 'ZINC', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '5', unit: 'LOT', price: '3000', currency: 'USD' }
      await app.send(operation('RecordOrderEvent'), { input: { clientId: id, occurredAt: '2026-11-19T12:00:00Z', ...order } }, token)
    }
    const moves = async (id: string) => {
      const { data } = await app.send('query ($id: ID!) { client(id: $id) { timeline(categories: [EVENT]) { nodes { id title revised { retracted } ... on ClientEvent { description } } } } }', { id }, manager.token)
      return (data as unknown as { client: { timeline: { nodes: { id: string; title: string }[] } } }).client.timeline.nodes
    }
    const recorded = async (changePercent: string, { token }: Person) => {
      await app.send(operation('RecordMarketMove'), { input: { commodity: 'ZINC', occurredAt: day, changePercent, description: 'Typed wrongly' } }, token)
      const found = async (id: string) => (await moves(id)).find(({ title }) => title === `Zinc up ${changePercent} %`)
      const [own] = await Promise.all([clientId, holder].map((id) => eventually(() => found(id), (move) => move !== undefined)))
      return own?.id ?? ''
    }
    const first = await recorded('50', author)
    expect(codeOf(await app.send(retract, { input: { id: first, reason: 'Not mine' } }, assistant.token))).toBe('FORBIDDEN')
    expect(codeOf(await app.send(correct, { input: { id: first, body: 'x', reason: 'y' } }, author.token))).toBe('CONFLICT')
    expect((await app.send(retract, { input: { id: first, reason: 'It was 5 %' } }, author.token)).data).toMatchObject({ retractInteraction: { title: 'Zinc up 50 % (taken back)', revised: { retracted: true } } })
    const gone = { title: 'Zinc up 50 % (taken back)', description: '', revised: { retracted: true } }
    const [copy] = await eventually(() => moves(holder), ([move]) => move?.title === gone.title)
    expect(copy).toMatchObject(gone)
    expect((await app.send(earlier, { id: copy?.id }, manager.token)).data).toMatchObject({ revisions: [{ version: 1, body: 'Typed wrongly', reason: 'It was 5 %', replacedBy: { id: author.id } }] })
    expect(codeOf(await app.send(retract, { input: { id: first, reason: 'Again' } }, author.token))).toBe('CONFLICT')
    const second = await recorded('6', author)
    expect(codeOf(await app.send(retract, { input: { id: second, reason: 'For a colleague' } }, manager.token))).toBeUndefined()
  })
})
