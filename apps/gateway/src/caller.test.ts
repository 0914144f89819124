import { viewAsHeader } from '@brokersync/schema/view-as'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Caller, identityExchange, type Exchange } from './caller'

let access: Server
let exchange: Exchange
let asked: { authorization: string | undefined; cookie: string | undefined; viewAs?: unknown }[]
let answer: { status: number; body: string }

beforeEach(async () => {
  asked = []
  answer = { status: 200, body: '{"identity":"signed"}' }
  access = createServer(({ headers }, response) => {
    asked.push({ authorization: headers.authorization, cookie: headers.cookie, ...(headers[viewAsHeader] !== undefined && { viewAs: headers[viewAsHeader] }) })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  }).listen(0, '127.0.0.1')
  await once(access, 'listening')
  exchange = identityExchange(`http://127.0.0.1:${(access.address() as AddressInfo).port}`)
})

afterEach(() => {
  vi.useRealTimers()
  access.close()
  access.closeAllConnections()
})

test('credentials are changed for an identity; without any, nobody is asked', async () => {
  expect(await exchange({ authorization: 'Bearer a', cookie: 'c=1' })).toBe('signed')
  expect(await exchange({})).toBeNull()
  expect(asked).toEqual([{ authorization: 'Bearer a', cookie: 'c=1' }])
})

test('whose eyes the page is seen with is passed on', async () => {
  await exchange({ cookie: 'c=1', viewAs: 'role:BROKER' })
  expect(asked).toEqual([{ authorization: undefined, cookie: 'c=1', viewAs: 'role:BROKER' }])
})

test('a refusal is told as it came', async () => {
  answer = { status: 401, body: '{"errors":[{"message":"Wrong","extensions":{"code":"UNAUTHENTICATED"}}]}' }
  await expect(exchange({ authorization: 'Bearer a' })).rejects.toMatchObject({ message: 'Wrong', extensions: { code: 'UNAUTHENTICATED' } })
})

test.each([[{ status: 500, body: 'oops' }], [{ status: 503, body: '{}' }]])('an answer that is none, %j, is UNAVAILABLE', async (given) => {
  answer = given
  await expect(exchange({ authorization: 'Bearer a' })).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } })
})

test('where nobody answers, it is UNAVAILABLE', async () => {
  const nowhere = identityExchange('http://127.0.0.1:1')
  await expect(nowhere({ authorization: 'Bearer a' })).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } })
})

test('an identity is asked for anew as soon as it could have been revoked', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 })
  const caller = new Caller({ authorization: 'Bearer a' }, exchange)
  await Promise.all([caller.identity(), caller.identity()])
  expect(asked).toHaveLength(1)
  answer = { status: 401, body: '{"errors":[{"message":"Revoked","extensions":{"code":"UNAUTHENTICATED"}}]}' }
  vi.setSystemTime(1_001_000)
  await expect(caller.identity()).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
})
