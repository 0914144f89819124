import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { act, person, type Person } from '../../testing/people'
import type { Worker } from '../../platform/jobs/worker'
import { importFile, start, upload, workFor } from './testing/import-client'

let app: App
let officer: Person

beforeAll(async () => {
  app = await startApp()
  officer = await person(app, { role: 'COMPLIANCE' })
})
afterAll(() => app.stop())

const order = { kind: 'CLIENTS', mapping: { Id: 'externalReference', Name: 'displayName', Mail: 'contact.emails' }, defaults: { kind: 'INDIVIDUAL' } } as const
const answers = (id: string) => app.runtime.database.query<{ module: string }>('SELECT module FROM compliance.module_answer WHERE request_id = $1', [id])

test('an erasure waits for the imports that were queued before it, and takes what they leave', async () => {
  const working: Worker = await workFor(app)
  await importFile(app, order, 'Id,Name,Mail\n1,Ada Canary,ada@canary.example\n')
  await working.stop()
  const found = await app.send('{ clients(search: "ada") { nodes { id } } }')
  const [client] = (found.data['clients'] as unknown as { nodes: { id: string }[] }).nodes
  // Nobody works on it yet; one of its rows is the client's, and is to be rejected.
  const queued = await start(app, order)
  expect((await upload(queued, 'Id,Name,Mail\n1,Ada Canary,no address\n')).status).toBe(201)

  const request = await act(app, operation('EraseClient'), { clientId: client?.id, reason: 'Asked to' }, officer.token)
  // All others have answered.
  while ((await answers(request)).length < 6) await pause(20)
  expect(await app.send('query ($id: ID!) { dataSubjectRequest(id: $id) { status } }', { id: request }, officer.token)).toMatchObject({ data: { dataSubjectRequest: { status: 'RUNNING' } } })
  expect((await answers(request)).map(({ module }) => module)).not.toContain('sync')

  const worker = await workFor(app)
  while ((await answers(request)).length < 7) await pause(20)
  await worker.stop()
  expect(await app.runtime.database.query('SELECT status, rejected, rejected_file FROM sync.import WHERE id = $1', [queued.id])).toEqual([{ status: 'FINISHED', rejected: 1, rejected_file: null }])
  expect(await app.runtime.keys.classesOf([queued.id])).toEqual([expect.objectContaining({ class: 'import', destroyedAt: expect.any(Date) })])
})
