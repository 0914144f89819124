import type { ClientId, UserId } from '@brokersync/schema/ids'
import { SignJWT } from 'jose'
import { afterEach, expect, test, vi } from 'vitest'
import type { Actor } from '../directory/actor'
import { reachesOf } from '../directory/reach'
import { unauthenticated } from '../errors/domain-error'
import { createIdentities, subgraphAuthenticator } from './identity'

const key = Buffer.alloc(32, 7)
const identities = createIdentities(key)
const broker: Actor = {
  userId: '0190b5a0-0000-7000-8000-000000000001' as UserId,
  roles: ['BROKER'],
  permissions: new Map([['clients:read', 'team'], ['clients:write', 'own']]),
  reaches: reachesOf({
    userId: '0190b5a0-0000-7000-8000-000000000001' as UserId,
    lenderIds: ['0190b5a0-0000-7000-8000-000000000005' as UserId],
    teamIds: ['0190b5a0-0000-7000-8000-000000000002' as UserId],
    clientIds: ['0190b5a0-0000-7000-8000-000000000003' as ClientId],
    exceptOwnerIds: ['0190b5a0-0000-7000-8000-000000000004' as UserId],
  }),
  reachUntil: new Date('2029-01-01T00:00:00.000Z'),
  credential: 'session:7',
  expiresAt: new Date('2030-01-01T00:00:00.000Z'),
}

afterEach(() => void vi.useRealTimers())

test('an identity comes through as it was signed', async () => {
  expect(await identities.verify(await identities.sign(broker))).toEqual(broker)
  expect(await identities.verify(await identities.sign({ ...broker, expiresAt: null }))).toEqual({ ...broker, expiresAt: null })
})

test('an identity of another installation is refused', async () => {
  const foreign = await createIdentities(Buffer.alloc(32, 8)).sign(broker)
  await expect(identities.verify(foreign)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
})

test('an identity is refused half a minute after it was signed', async () => {
  const token = await identities.sign(broker)
  vi.useFakeTimers({ now: Date.now() + 31_000 })
  await expect(identities.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
})

test('a token that was signed with the same key for something else is refused', async () => {
  const other = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(broker.userId).setAudience('elsewhere').setExpirationTime('1m').sign(key)
  await expect(identities.verify(other)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
})

test('a process that knows no users takes identities alone', async () => {
  const { authenticate } = subgraphAuthenticator(identities, undefined)
  expect(await authenticate({ authorization: `BrokerSync-Identity ${await identities.sign(broker)}`, cookie: undefined })).toEqual(broker)
  expect(await authenticate({ authorization: undefined, cookie: 'brokersync=anything' })).toBeNull()
  await expect(authenticate({ authorization: 'Bearer bsk_1', cookie: undefined })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
})

test('the process that knows the users takes their own credentials too', async () => {
  const { authenticate } = subgraphAuthenticator(identities, {
    authenticate: ({ authorization }) => (authorization === 'Bearer right' ? Promise.resolve(broker) : Promise.reject(unauthenticated())),
  })
  expect(await authenticate({ authorization: 'Bearer right', cookie: undefined })).toEqual(broker)
  await expect(authenticate({ authorization: 'Bearer wrong', cookie: undefined })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
})
