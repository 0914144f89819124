import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, anOrder, answered, eventually, timelineOf, type Item } from './testing/recording'

interface Many {
  accepted: { index: number; id: string }[]
  rejected: { index: number; fields: { path: string; message: string }[] }[]
}

let app: App
let broker: Person
let other: Person
let clientId: string

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
  other = await person(app, { role: 'ADMIN' })
})
beforeEach(async () => {
  clientId = await aClientOf(app, broker)
})
afterAll(() => app.stop())

const send = (name: string, input: object, token = broker.token) => app.send(operation(name), { input }, token)
const record = async <Result = Item>(name: string, input: object, token?: string): Promise<Result> => answered<Result>(await send(name, input, token))
const codeOf = async (name: string, input: object, token?: string) => (await send(name, input, token)).errors?.[0]?.extensions.code
const count = async () => {
  const answer = await app.send(`query ($id: ID!) { client(id: $id) { timelineExtent { count } } }`, { id: clientId }, broker.token)
  return (answer.data['client'] as unknown as { timelineExtent: { count: number } }).timelineExtent.count
}

describe('the same key again', () => {
  test('gives the first result, and records nothing more', async () => {
    const input = { clientId, body: 'Prefers calls', idempotencyKey: 'note-1' }
    const first = await record('AddNote', input)
    const again = await record('AddNote', input)
    expect(again).toEqual(first)
    expect(await count()).toBe(1)
  })

  test('with another input is CONFLICT', async () => {
    await record('AddNote', { clientId, body: 'One', idempotencyKey: 'note-2' })
    expect(await codeOf('AddNote', { clientId, body: 'Two', idempotencyKey: 'note-2' })).toBe('CONFLICT')
  })

  test('of another caller, or for another operation, is another key', async () => {
    const note = { clientId, body: 'Mine', idempotencyKey: 'note-3' }
    const ids = [(await record('AddNote', note)).id, (await record('AddNote', note, other.token)).id]
    const event = { clientId, eventType: 'OTHER', occurredAt: '2026-11-20T10:00:00Z', idempotencyKey: 'note-3' }
    ids.push((await record('RecordClientEvent', event)).id)
    expect(new Set(ids).size).toBe(3)
  })

  test('sent many times at once records once', async () => {
    const input = { clientId, body: 'At once', idempotencyKey: 'note-4' }
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await record('AddNote', input)).id))
    expect(new Set(ids).size).toBe(1)
    expect(await count()).toBe(1)
  })

  test('of a market’s move is the same move', async () => {
    const input = { commodity: 'WHEAT', occurredAt: '2026-11-20T10:00:00Z', changePercent: '4.2', idempotencyKey: 'move-1' }
    expect(await record('RecordMarketMove', input)).toEqual(await record('RecordMarketMove', input))
  })

  test('that is empty or too long is a fault', async () => {
    expect(await codeOf('AddNote', { clientId, body: 'x', idempotencyKey: '' })).toBe('BAD_USER_INPUT')
    expect(await codeOf('RecordMarketMove', { commodity: 'WHEAT', occurredAt: '2026-11-20T10:00:00Z', changePercent: '4.2', idempotencyKey: 'k'.repeat(201) })).toBe('BAD_USER_INPUT')
  })
})

describe('the same fill again', () => {
  const fill = (given: object = {}) => anOrder(clientId, { executionId: '9001-1', ...given })

  test('is the same item, whoever sends it, with or without a key', async () => {
    const first = await record('RecordOrderEvent', fill({ idempotencyKey: 'fill-1' }))
    expect((await record('RecordOrderEvent', fill())).id).toBe(first.id)
    expect((await record('RecordOrderEvent', fill({ idempotencyKey: 'fill-2' }), other.token)).id).toBe(first.id)
    expect(await count()).toBe(1)
  })

  test('with another content is CONFLICT', async () => {
    await record('RecordOrderEvent', fill())
    expect(await codeOf('RecordOrderEvent', fill({ quantity: '51' }))).toBe('CONFLICT')
    expect(await codeOf('RecordOrderEvent', fill({ brokerNote: 'Another word' }))).toBe('CONFLICT')
  })

  test('of another execution is another item', async () => {
    const one = await record('RecordOrderEvent', fill())
    expect((await record('RecordOrderEvent', fill({ executionId: '9001-2' }))).id).not.toBe(one.id)
    expect((await record('RecordOrderEvent', fill({ executionId: '9001-1', status: 'CANCELLED' }))).id).not.toBe(one.id)
    expect(await count()).toBe(3)
  })

  test('sent many times at once is one', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await record('RecordOrderEvent', fill())).id))
    expect(new Set(ids).size).toBe(1)
    expect(await count()).toBe(1)
  })
})

describe('many at once', () => {
  const note = (given: object = {}) => ({ note: { clientId, body: 'x', ...given } })

  test('what is wrong with one does not hold back the others', async () => {
    const stranger = await aClientOf(app, other)
    const interactions = [
      note(), { orderEvent: anOrder(clientId, { price: null, quantity: 'many' }) }, { orderEvent: anOrder(clientId) }, note({ clientId: stranger }), note({ mentionIds: [clientId] }),
    ]
    const { accepted, rejected } = await record<Many>('RecordInteractions', { interactions })
    expect(accepted.map(({ index }) => index)).toEqual([0, 2])
    expect(rejected).toEqual([
      { index: 1, fields: [{ path: 'orderEvent.quantity', message: 'must be a decimal number such as 612.25' }, { path: 'orderEvent.price', message: 'is missing: a fill has a price' }] },
      { index: 3, fields: [{ path: 'note.clientId', message: 'There is no such client' }] },
      { index: 4, fields: [{ path: 'note.mentionIds.0', message: 'is no user' }] },
    ])
    const { edges } = await timelineOf(app, clientId, {}, broker.token)
    expect(new Set(edges.map(({ node }) => node.id))).toEqual(new Set(accepted.map(({ id }) => id)))
  })

  test('the same key again gives the same answer', async () => {
    const input = { idempotencyKey: 'many-1', interactions: [note(), note({ body: ' ' }), note()] }
    const first = await record<Many>('RecordInteractions', input)
    expect(first.accepted).toHaveLength(2)
    expect(await record<Many>('RecordInteractions', input)).toEqual(first)
    expect(await count()).toBe(2)
    expect(await codeOf('RecordInteractions', { ...input, interactions: [note()] })).toBe('CONFLICT')
  })

  test('each has a key of its own, the one of its own mutation', async () => {
    const single = await record('AddNote', { clientId, body: 'x', idempotencyKey: 'single' })
    const interactions = [note({ idempotencyKey: 'single' }), note({ idempotencyKey: 'twice' }), note({ idempotencyKey: 'twice' }), note({ idempotencyKey: 'twice', body: 'other' })]
    const { accepted, rejected } = await record<Many>('RecordInteractions', { interactions })
    expect(accepted[0]?.id).toBe(single.id)
    expect(accepted[2]?.id).toBe(accepted[1]?.id)
    expect(rejected).toEqual([{ index: 3, fields: [{ path: 'note.idempotencyKey', message: 'This idempotency key was used with another input' }] }])
    expect(await count()).toBe(2)
  })

  test('a thousand are taken, in one go', async () => {
    const interactions = Array.from({ length: 1_000 }, (_, index) => ({ orderEvent: anOrder(clientId, { orderId: `o${index}`, executionId: `e${index}` }) }))
    const { accepted } = await record<Many>('RecordInteractions', { interactions })
    expect(accepted).toHaveLength(1_000)
    // So many may take a busy machine longer than an answer waits for the view.
    expect(await eventually(count, (n) => n === 1_000, 20_000)).toBe(1_000)
    expect(await codeOf('RecordInteractions', { interactions: [...interactions, note()] })).toBe('BAD_USER_INPUT')
  })
})

describe('a recommendation', () => {
  const made = () => record('RecordRecommendation', { clientId, occurredAt: '2026-11-20T10:00:00Z', body: 'Lock in December', proposal: { commodity: 'CORN', side: 'SELL' } })
  const answer = (id: string, given: object = {}) => ({ id, outcome: 'ACCEPTED', answeredAt: '2026-11-21T10:00:00Z', ...given })

  test('is answered once, and shows its answer', async () => {
    const { id } = await made()
    const first = await record('AnswerRecommendation', answer(id, { idempotencyKey: 'answer-1' }))
    expect(first).toEqual({ id, outcome: 'ACCEPTED', answeredAt: '2026-11-21T10:00:00.000Z' })
    expect(await record('AnswerRecommendation', answer(id, { idempotencyKey: 'answer-1' }))).toEqual(first)
    expect(await codeOf('AnswerRecommendation', answer(id, { outcome: 'DECLINED' }))).toBe('CONFLICT')
    const { edges } = await timelineOf(app, clientId, {}, broker.token)
    expect(edges.map(({ node }) => node)).toMatchObject([{ outcome: 'ACCEPTED', body: 'Lock in December', title: 'Recommended: sell Corn, accepted' }])
    expect(await count()).toBe(1)
  })

  test('is not answered before it is made', async () => {
    const { id } = await made()
    const refused = await app.send(operation('AnswerRecommendation'), { input: answer(id, { answeredAt: '2026-11-20T09:59:59Z' }) }, broker.token)
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'answeredAt', message: 'must not be before the recommendation' }] })
    expect(await codeOf('AnswerRecommendation', answer(id))).toBeUndefined()
  })

  test('that was answered wrongly is answered anew with a reason, by its author', async () => {
    const { id } = await made()
    expect(await codeOf('AnswerRecommendation', answer(id, { reason: 'Nothing to correct' }))).toBe('BAD_USER_INPUT')
    await record('AnswerRecommendation', answer(id))
    expect(await codeOf('AnswerRecommendation', answer(id, { reason: 'Changes nothing' }))).toBe('BAD_USER_INPUT')
    for (const [outcome, corrections] of [['DECLINED', 1], ['IGNORED', 2]] as const) {
      const corrected = await app.send('mutation ($input: AnswerRecommendationInput!) { answerRecommendation(input: $input) { outcome corrections } }', { input: answer(id, { outcome, reason: 'Misheard' }) }, broker.token)
      expect(answered(corrected)).toEqual({ outcome, corrections })
    }
    expect(await codeOf('AnswerRecommendation', answer(id))).toBe('CONFLICT')
    const manager = await person(app, { role: 'MANAGER' })
    expect(await codeOf('AnswerRecommendation', answer(id, { reason: 'For a colleague' }), manager.token)).toBeUndefined()
  })

  test('of two answers at once one holds', async () => {
    const { id } = await made()
    const answers = await Promise.all(['ACCEPTED', 'DECLINED', 'IGNORED'].map((outcome) => codeOf('AnswerRecommendation', answer(id, { outcome }))))
    expect(answers.filter((code) => code === undefined)).toHaveLength(1)
    expect(answers.filter((code) => code === 'CONFLICT')).toHaveLength(2)
  })

  test('that is none is not found', async () => {
    const note = await record('AddNote', { clientId, body: 'x' })
    expect(await codeOf('AnswerRecommendation', answer(note.id))).toBe('NOT_FOUND')
    expect(await codeOf('AnswerRecommendation', answer('nonsense'))).toBe('NOT_FOUND')
  })
})
