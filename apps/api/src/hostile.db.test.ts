import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './testing/app'
import { operation } from './testing/contract'
import type { Target } from './testing/hostile/attack'
import { documentAttacks } from './testing/hostile/documents'
import { requestAttacks } from './testing/hostile/requests'
import { socketAttacks } from './testing/hostile/sockets'
import { act, person } from './testing/people'
import { subscribe } from './testing/contract-socket'
import { whenChained } from './testing/audit'

let app: App
let target: Target

beforeAll(async () => {
  // As it is shipped.
  app = await startApp({ variables: { INTROSPECTION: 'off' } })
  const broker = await person(app, { role: 'BROKER' })
  const made = (await app.send(operation('CreateApiToken'), { input: { name: 'Attacker', scopes: ['clients:read', 'interactions:read', 'interactions:write'] } }, broker.token)).data['createApiToken'] as unknown as { token: string }
  target = { url: app.served.address, token: made.token, cookie: broker.token }
})
afterAll(() => app.stop())

const attacks = [...documentAttacks, ...requestAttacks, ...socketAttacks]

test.each(attacks.map((attack) => [attack.name, attack] as const))('%s is refused, and nothing is done for it', async (_name, attack) => {
  expect(await attack.send(target)).toBeNull()
})

test('what is read by a query over a socket is on record', async () => {
  const id = await act(app, operation('CreateClient'), { kind: 'INDIVIDUAL', displayName: 'Read over a socket' }, target.cookie)
  const stream = await subscribe(app.served.address, { query: 'query OverSocket($id: ID!) { client(id: $id) { displayName } }', variables: { id }, token: target.token })
  expect((await stream.next()).data).toEqual({ client: { displayName: 'Read over a socket' } })
  await stream.stop()
  await whenChained(app)
  expect(await app.runtime.database.query(`SELECT reads FROM compliance.audit_entry WHERE action = 'read query OverSocket' AND client_ids @> ARRAY[$1::uuid]`, [id])).toEqual([{ reads: ['profile'] }])
})
