import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { codeOf, field } from './testing/page'

let app: App
let admin: Person
let broker: Person
let brokers: string
let anothers: string

const clientOf = async (who: Person, displayName: string): Promise<string> =>
  field<{ id: string }>(await app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName, contact: { emails: [{ address: 'x@example.com', label: 'WORK' }] } } }, who.token), 'createClient').id

beforeAll(async () => {
  app = await startApp()
  admin = await person(app, { role: 'ADMIN' })
  broker = await person(app, { role: 'BROKER' })
  brokers = await clientOf(broker, 'Hers')
  anothers = await clientOf(await person(app, { role: 'BROKER' }), 'Another’s')
  await app.send(operation('AddNote'), { input: { clientId: brokers, body: 'Mine alone', visibility: 'PRIVATE' } }, broker.token)
})
afterAll(() => app.stop())

/** Sends as a page that is seen with other eyes. */
async function seen(viewAs: string, query: string, variables: object = {}, who = admin): Promise<Answer> {
  const response = await fetch(`${app.served.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: who.token, origin: app.served.address, 'brokersync-view-as': viewAs },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as Answer
}

const all = '{ clients(first: 10) { totalCount nodes { id contact { emails { address } } } } me { id permissions } }'
const one = 'query ($id: ID!) { client(id: $id) { id timeline(first: 5) { nodes { id } } } }'
interface Clients {
  totalCount: number
  nodes: { id: string; contact: object | null }[]
}

describe('an administrator sees the product', () => {
  test('as a user does: that user’s clients alone, and what it may; who looks stays who it is', async () => {
    const answer = await seen(`user:${broker.id}`, all)
    expect(field<Clients>(answer, 'clients').nodes.map(({ id }) => id)).toEqual([brokers])
    const me = field<{ id: string; permissions: string[] }>(answer, 'me')
    expect(me.id).toBe(admin.id)
    expect(me.permissions).toContain('clients:write')
    expect(me.permissions).not.toContain('users:write')
    expect(codeOf(await seen(`user:${broker.id}`, one, { id: anothers }))).toBe('NOT_FOUND')
  })

  test('but not what is that user’s alone: its private notes', async () => {
    expect((await seen(`user:${broker.id}`, one, { id: brokers })).data).toMatchObject({ client: { id: brokers, timeline: { nodes: [] } } })
  })

  test('as a role does: an analyst has no contact details', async () => {
    const { totalCount, nodes } = field<Clients>(await seen('role:ANALYST', all), 'clients')
    expect(totalCount).toBe(2)
    expect(nodes.every(({ contact }) => contact === null)).toBe(true)
  })

  test('never with more than it has itself: restricted clients stay with compliance', async () => {
    expect(field<{ permissions: string[] }>(await seen('role:COMPLIANCE', '{ me { permissions } }'), 'me').permissions).not.toContain('privacy:read')
  })

  test('and changes nothing by it', async () => {
    const refused = await seen(`user:${broker.id}`, operation('AddNote'), { input: { clientId: brokers, body: 'x' } })
    expect(codeOf(refused)).toBe('FORBIDDEN')
    expect(refused.errors?.[0]?.message).toMatch(/preview/)
  })

  test('over a socket as well', async () => {
    class PageSocket extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, { headers: { cookie: admin.token, origin: app.served.address } })
      }
    }
    const client = createClient({ url: `${app.served.address.replace(/^http/, 'ws')}/graphql`, webSocketImpl: PageSocket, connectionParams: { viewAs: `user:${broker.id}` }, retryAttempts: 0 })
    const first = await client.iterate({ query: operation('TimelineItemAdded'), variables: { clientId: anothers } }).next().catch((error: unknown) => ({ value: { errors: error } }))
    expect(first.value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    // It is on record as what it is.
    for await (const { data } of client.iterate({ query: 'query Peek($id: ID!) { client(id: $id) { id } }', variables: { id: brokers } })) expect(data).toEqual({ client: { id: brokers } })
    const [read] = await app.runtime.database.query(`SELECT action FROM ${auditIn(app)} WHERE action LIKE 'read query Peek%'`)
    expect(read).toEqual({ action: 'read query Peek in a preview of what another sees' })
    await client.dispose()
  })
})

test('who may not preview is refused, and what is not understood', async () => {
  expect(codeOf(await seen('role:ADMIN', all, {}, broker))).toBe('FORBIDDEN')
  expect(codeOf(await seen('role:KING', all))).toBe('BAD_USER_INPUT')
  expect(codeOf(await seen('BROKER', all))).toBe('BAD_USER_INPUT')
  expect(codeOf(await seen(`user:${brokers}`, all))).toBe('NOT_FOUND')
})
