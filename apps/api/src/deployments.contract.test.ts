import 'reflect-metadata'
import { setTimeout as pause } from 'node:timers/promises'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adminToken, type Answer } from './testing/app'
import { operation } from './testing/contract'
import { inOneProcess, inTwoProcesses, stopProcess, type Deployment } from './testing/contract-deployment'
import { subscribe } from './testing/contract-socket'
import { documentAttacks } from './testing/hostile/documents'

const codes = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code)

async function aClient({ send }: Deployment, displayName = 'Ashby Metals'): Promise<string> {
  const { data } = await send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName } })
  return (data['createClient'] as unknown as { id: string }).id
}

async function aToken({ send }: Deployment): Promise<{ id: string; token: string }> {
  const { data } = await send(operation('CreateApiToken'), { input: { name: 'A pipeline', scopes: ['clients:read', 'interactions:read'] } })
  return data['createApiToken'] as unknown as { id: string; token: string }
}

let brokers = 0

/** A broker with an API token that he made in a session. */
async function aBroker({ send, address }: Deployment): Promise<{ id: string; token: string }> {
  brokers += 1
  const [email, password] = [`broker.${brokers}@brokerage.example`, 'a long enough passphrase']
  const { data } = await send(operation('CreateUser'), { input: { name: `Broker ${brokers}`, email, roles: ['BROKER'], password } })
  const signedIn = await fetch(`${address}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const made = await send(operation('CreateApiToken'), { input: { name: 'His own', scopes: ['clients:read', 'interactions:read'] } }, cookie)
  return { id: (data['createUser'] as unknown as { id: string }).id, token: (made.data['createApiToken'] as unknown as { token: string }).token }
}

const post = (address: string, headers: Record<string, string>) =>
  fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query: '{ me { id } }' }) })

describe.each([['one process', inOneProcess], ['two processes behind the gateway', () => inTwoProcesses()]] as const)('in %s', (name, start) => {
  let deployment: Deployment

  beforeAll(async () => {
    deployment = await start()
  }, 120_000)

  afterAll(async () => {
    await deployment.stop()
  })

  test('the very first thing that is asked may come by a socket', async () => {
    const stream = await subscribe(deployment.address, { query: '{ me { name } }', token: adminToken })
    expect(await stream.next()).toEqual({ data: { me: { name: 'Administrator' } } })
    await stream.stop()
  })

  test('hostile documents are refused, and nothing is done for them', { timeout: 60_000 }, async () => {
    const { token } = await aBroker(deployment)
    const faults: string[] = []
    // These tell their schema, as tools ask for; and behind the gateway each process weighs what it is asked itself.
    const left = name === 'one process' ? ['schema'] : ['schema', 'pages in pages']
    for (const attack of documentAttacks.filter((one) => !left.some((word) => one.name.includes(word)))) {
      const fault = await attack.send({ url: deployment.address, token, cookie: '' })
      if (fault !== null) faults.push(`${attack.name}: ${fault}`)
    }
    expect(faults).toEqual([])
  })

  test('a revoked token is out at once, and its sockets are closed', async () => {
    const id = await aClient(deployment)
    const { id: tokenId, token } = await aToken(deployment)
    const stream = await subscribe(deployment.address, { query: operation('TimelineItemAdded'), variables: { clientId: id }, token })
    const note = { input: { clientId: id, body: 'Heard' } }
    await deployment.send(operation('AddNote'), note)
    expect((await stream.next()).data).toMatchObject({ timelineItemAdded: { __typename: 'Note' } })

    await deployment.send(operation('RevokeApiToken'), { input: { id: tokenId } })

    expect(codes(await deployment.send('{ me { id } }', {}, token))).toEqual(['UNAUTHENTICATED'])
    expect(await stream.closed).toBe(4403)
  })

  test('the old owner of a client that is handed over hears no more of it', async () => {
    const id = await aClient(deployment, 'Handed Over Ltd')
    const [old, next] = [await aBroker(deployment), await aBroker(deployment)]
    await deployment.send(operation('AssignClients'), { input: { ids: [id], ownerId: old.id } })
    const stream = await subscribe(deployment.address, { query: operation('TimelineItemAdded'), variables: { clientId: id }, token: old.token })
    await deployment.send(operation('AddNote'), { input: { clientId: id, body: 'Still his' } })
    expect(codes(await stream.next())).toBeUndefined()

    await deployment.send(operation('AssignClients'), { input: { ids: [id], ownerId: next.id } })

    expect(codes(await stream.next())).toEqual(['NOT_FOUND'])
    await stream.stop()
  })

  test('a socket is refused without credentials, and with wrong ones', async () => {
    for (const token of ['', 'bsk_wrong']) {
      const stream = await subscribe(deployment.address, { query: operation('ClientChanged'), variables: { id: 'x' }, token })
      expect(await stream.closed).toBe(4403)
    }
  })

  test('a subscription to what the caller may not see is refused with its code', async () => {
    const stream = await subscribe(deployment.address, { query: operation('TimelineItemAdded'), variables: { clientId: '0190b5a0-0000-7000-8000-000000000000' }, token: adminToken })
    expect(codes(await stream.next())).toEqual(['NOT_FOUND'])
    await stream.stop()
  })

  test('a session’s cookie counts only from our own page', async () => {
    const password = 'a long enough passphrase'
    await deployment.send(operation('CreateUser'), { input: { name: 'Someone', email: 'someone@brokerage.example', roles: ['BROKER'], password } })
    const signedIn = await fetch(`${deployment.address}/api/auth/sign-in/email`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'someone@brokerage.example', password }),
    })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await post(deployment.address, { cookie, origin: deployment.address })).status).toBe(200)
    expect((await post(deployment.address, { cookie, origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await post(deployment.address, { cookie })).status).toBe(403)
  })

  test('a request that is too large is refused', async () => {
    const response = await fetch(`${deployment.address}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` }, body: JSON.stringify({ query: `{ me { id } } # ${'x'.repeat(5_000_000)}` }),
    })
    expect(response.status).toBe(413)
    expect(codes((await response.json()) as Answer)).toEqual(['PAYLOAD_TOO_LARGE'])
  })

  test('GraphQL over HTTP is as its specification says it must and should be', async () => {
    const audits = serverAudits({ url: `${deployment.address}/graphql` })
    const results = await Promise.all(audits.map((audit) => audit.fn()))
    expect(results.filter(({ status, name }) => status !== 'ok' && !name.startsWith('MAY')).map(({ id, name }) => `${id} ${name}`)).toEqual([])
  })

  test('nothing of what the processes tell each other is to be had', async () => {
    expect((await fetch(`${deployment.address}/internal/identity`, { headers: { authorization: `Bearer ${adminToken}` } })).status).toBe(404)
    expect(codes(await deployment.send('{ _service { sdl } }'))).toEqual(['BAD_USER_INPUT'])
  })
})

test('a subscription behind the gateway lasts longer than a process has to answer', async () => {
  const answerTimeout = 2
  const deployment = await inTwoProcesses(answerTimeout)
  try {
    const id = await aClient(deployment)
    const stream = await subscribe(deployment.address, { query: operation('TimelineItemAdded'), variables: { clientId: id }, token: adminToken })
    await pause(2 * answerTimeout * 1_000)
    await deployment.send(operation('AddNote'), { input: { clientId: id, body: 'Still heard' } })
    expect((await stream.next()).data).toMatchObject({ timelineItemAdded: { __typename: 'Note' } })
    await stream.stop()
  } finally {
    await deployment.stop()
  }
})

describe('with interactions away', () => {
  let deployment: Deployment
  let id: string

  beforeAll(async () => {
    deployment = await inTwoProcesses()
    id = await aClient(deployment)
    const interactions = deployment.processes.get('interactions')
    if (interactions !== undefined) await stopProcess(interactions)
  }, 120_000)

  afterAll(async () => {
    await deployment.stop()
  })

  test('a client is shown without its timeline, which is told as UNAVAILABLE', async () => {
    const answer = await deployment.send(operation('ClientPage'), { id })
    expect(answer.data['client']).toMatchObject({ id, displayName: 'Ashby Metals', segments: [], timeline: null, engagement: null })
    expect(new Set(codes(answer))).toEqual(new Set(['UNAVAILABLE']))
  })

  test('clients are listed and changed', async () => {
    const listed = await deployment.send('{ clients(first: 5) { nodes { id displayName owner { name } } } }')
    expect(listed).toEqual({ data: { clients: { nodes: [{ id, displayName: 'Ashby Metals', owner: null }] } } })
    expect(codes(await deployment.send(operation('TagClients'), { input: { ids: [id], add: ['metals'] } }))).toBeUndefined()
  })

  test('what is recorded is refused as UNAVAILABLE, and the gateway is not ready', async () => {
    expect(codes(await deployment.send(operation('AddNote'), { input: { clientId: id, body: 'Lost?' } }))).toEqual(['UNAVAILABLE'])
    expect((await fetch(`${deployment.address}/ready`)).status).toBe(503)
  })

  test('a subscription to it ends as UNAVAILABLE', async () => {
    const stream = await subscribe(deployment.address, { query: operation('TimelineItemAdded'), variables: { clientId: id }, token: adminToken })
    expect(codes(await stream.next())).toEqual(['UNAVAILABLE'])
    await stream.stop()
  })
})
