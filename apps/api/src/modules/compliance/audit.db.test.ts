import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { person } from '../../testing/people'

let app: App

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'compliance'] })
})
afterAll(() => app.stop())

test('where the chain ends is told to compliance, and refused to a broker', async () => {
  const query = '{ auditChain { entries hash } }'
  const [officer, broker] = [await person(app, { role: 'COMPLIANCE' }), await person(app, { role: 'BROKER' })]

  expect((await app.send(query, {}, officer.token)).data).toMatchObject({ auditChain: { entries: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect((await app.send(query, {}, broker.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
})
