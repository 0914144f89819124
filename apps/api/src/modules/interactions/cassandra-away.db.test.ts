import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { Cable } from '../../testing/cable'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, anOrder, answered, eventually, timelineOf } from './testing/recording'

const contactPoint = process.env['TEST_CASSANDRA']
const skipped = process.env['SKIP_CASSANDRA'] !== undefined && contactPoint === undefined
const keyspace = `test_${randomBytes(6).toString('hex')}`

describe.skipIf(skipped)('with interactions in a Cassandra that comes and goes', () => {
  let app: App
  let broker: Person
  let cable: Cable

  beforeAll(async () => {
    if (contactPoint === undefined) throw new Error('TEST_CASSANDRA is missing: `npm test` sets it where Cassandra can run')
    cable = new Cable(contactPoint)
    await cable.mend()
    await cable.cut()
    app = await startApp({
      modules: ['access', 'profiles', 'interactions'],
      variables: { CASSANDRA_CONTACT_POINTS: `127.0.0.1:${cable.port}`, CASSANDRA_KEYSPACE: keyspace, LOG_LEVEL: 'fatal' },
    })
    broker = await person(app, { role: 'BROKER' })
  })
  afterAll(async () => {
    await app.stop()
    await cable.cut()
  })

  const record = async (input: object) => answered(await app.send(operation('RecordOrderEvent'), { input }, broker.token))
  const window = (clientId: string) => app.send(operation('TimelineWindow'), { clientId, first: 10 }, broker.token)
  const ready = async () => (await fetch(`${app.served.address}/ready`)).status

  test('it starts, records, says that it is not ready, and catches up by itself', async () => {
    const clientId = await aClientOf(app, broker)
    expect(await ready()).toBe(503)
    const first = await record(anOrder(clientId, { executionId: 'e1' }))
    const second = await record(anOrder(clientId, { executionId: 'e2', occurredAt: '2026-11-20T10:01:00Z' }))
    const away = await window(clientId)
    expect(away.errors?.[0]).toMatchObject({ path: ['client', 'timeline'], extensions: { code: 'UNAVAILABLE' } })
    expect(away.data['client']).toMatchObject({ id: clientId, timeline: null })

    await cable.mend()
    await eventually(ready, (status) => status === 200, 20_000)
    const nodes = async () => (await timelineOf(app, clientId, {}, broker.token)).edges.map(({ node }) => node.id)
    expect(await eventually(nodes, (found) => found.length === 2, 10_000)).toEqual([second.id, first.id])
  })

  test('cut off in the midst of it, nothing is lost and nothing there twice', async () => {
    const clientId = await aClientOf(app, broker)
    const recorded = [await record(anOrder(clientId, { executionId: 'e1' }))]
    expect((await timelineOf(app, clientId, {}, broker.token)).edges).toHaveLength(1)
    await cable.cut()
    for (const minute of [1, 2, 3]) recorded.push(await record(anOrder(clientId, { executionId: `cut${minute}`, occurredAt: `2026-11-20T10:0${minute}:00Z` })))
    expect(await ready()).toBe(503)
    await cable.mend()
    await eventually(ready, (status) => status === 200, 20_000)
    const nodes = async () => (await timelineOf(app, clientId, {}, broker.token)).edges.map(({ node }) => node.id)
    expect(await eventually(nodes, (found) => found.length === 4, 10_000)).toEqual(recorded.map(({ id }) => id).reverse())
    const { data } = await app.send(operation('TimelineDensity'), { clientId, from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', buckets: 1 }, broker.token)
    expect(data['client']).toMatchObject({ timelineDensity: [{ category: 'ORDER', count: 4 }] })
  })

  test('held up without a word, it is refused, and back when it answers', async () => {
    const clientId = await aClientOf(app, broker)
    const recorded = [await record(anOrder(clientId, { executionId: 'e1' }))]
    expect((await timelineOf(app, clientId, {}, broker.token)).edges).toHaveLength(1)
    // That it is soon is measured by the proof `faults`, on a machine that does nothing else.
    cable.hold()
    expect((await window(clientId)).errors?.[0]?.extensions.code).toBe('UNAVAILABLE')
    recorded.push(await record(anOrder(clientId, { executionId: 'e2', occurredAt: '2026-11-20T10:02:00Z' })))
    expect((await window(clientId)).errors?.[0]?.extensions.code).toBe('UNAVAILABLE')

    await cable.mend()
    await eventually(ready, (status) => status === 200, 20_000)
    const nodes = async () => (await timelineOf(app, clientId, {}, broker.token)).edges.map(({ node }) => node.id)
    expect(await eventually(nodes, (found) => found.length === 2, 10_000)).toEqual(recorded.map(({ id }) => id).reverse())
  })
})
