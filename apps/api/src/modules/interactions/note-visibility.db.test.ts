import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, answered, dataOf, timelineOf } from './testing/recording'

let app: App
let author: Person
let colleague: Person
let manager: Person
let mentioned: Person
let officer: Person
let clientId: string
let ids: Record<string, string>

const addNote = `mutation ($input: AddNoteInput!) { addNote(input: $input) { id visibility } }`

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  author = await person(app, { role: 'BROKER', team: 'Grains' })
  colleague = await person(app, { role: 'ASSISTANT', team: 'Grains' })
  manager = await person(app, { role: 'MANAGER', team: 'Desk' })
  mentioned = await person(app, { role: 'MANAGER', team: 'Risk' })
  officer = await person(app, { role: 'COMPLIANCE' })
  clientId = await aClientOf(app, author)
  const note = async (visibility: string, minute: number, mentionIds: string[] = []) => {
    const input = { clientId, occurredAt: `2026-10-01T10:0${minute}:00Z`, body: `quokka ${visibility} note`, visibility, mentionIds }
    return answered<{ id: string }>(await app.send(addNote, { input }, author.token)).id
  }
  ids = { ALL: await note('ALL', 1), TEAM: await note('TEAM', 2), PRIVATE: await note('PRIVATE', 3), MENTION: await note('PRIVATE', 4, [mentioned.id]) }
})
afterAll(() => app.stop())

const visible: [string, () => Person, string[]][] = [
  ['its author', () => author, ['MENTION', 'PRIVATE', 'TEAM', 'ALL']],
  ['a colleague of the team', () => colleague, ['TEAM', 'ALL']],
  ['a manager of another team', () => manager, ['ALL']],
  ['who is mentioned', () => mentioned, ['MENTION', 'ALL']],
  ['who oversees', () => officer, ['MENTION', 'PRIVATE', 'TEAM', 'ALL']],
]

describe.each(visible)('%s', (_name, who, expected) => {
  const wanted = () => expected.map((name) => ids[name])

  test('reads, searches, counts and pages what it may', async () => {
    const { token } = who()
    expect((await timelineOf(app, clientId, {}, token)).edges.map(({ node }) => node.id)).toEqual(wanted())
    expect((await timelineOf(app, clientId, { search: 'quokka' }, token)).edges.map(({ node }) => node.id)).toEqual(wanted())
    const found = await app.send(operation('SearchInteractions'), { text: 'quokka', first: 10 }, token)
    expect((dataOf(found, 'interactions')['nodes'] as { id: string }[]).map(({ id }) => id)).toEqual(wanted())
    const one = await timelineOf(app, clientId, { first: 1 }, token)
    expect([one.edges.map(({ node }) => node.id), one.pageInfo.hasNextPage]).toEqual([wanted().slice(0, 1), expected.length > 1])
  })

  test('is told that many', async () => {
    const answer = await app.send(
      `query ($id: ID!) { client(id: $id) { timelineExtent { count } timelineCounts { total categories { count } }
        hours: timelineDensity(from: "2026-10-01T00:00:00Z", to: "2026-10-02T00:00:00Z", buckets: 24) { count }
        minutes: timelineDensity(from: "2026-10-01T10:00:00Z", to: "2026-10-01T11:00:00Z", buckets: 60) { count }
        filtered: timelineDensity(from: "2026-10-01T00:00:00Z", to: "2026-10-02T00:00:00Z", buckets: 1, search: "quokka") { count } } }`,
      { id: clientId },
      who().token,
    )
    const n = expected.length
    expect(answer.data['client']).toEqual({
      timelineExtent: { count: n }, timelineCounts: { total: n, categories: [{ count: n }] }, hours: [{ count: n }], minutes: expected.map(() => ({ count: 1 })), filtered: [{ count: n }],
    })
  })

  test('finds its own mentions alone', async () => {
    const answer = await app.send('{ mentions { nodes { id } } }', {}, who().token)
    expect(dataOf(answer, 'mentions')['nodes']).toEqual(who() === mentioned ? [{ id: ids['MENTION'] }] : [])
  })
})

test('what is about a private note does not show it to another', async () => {
  const reply = answered<{ id: string }>(await app.send(addNote, { input: { clientId, occurredAt: '2026-10-01T10:05:00Z', body: 'A reply', aboutId: ids['PRIVATE'] } }, author.token)).id
  const about = async (token: string) => (await timelineOf(app, clientId, {}, token)).edges.find(({ node }) => node.id === reply)?.node['about']
  expect(await about(author.token)).toMatchObject({ id: ids['PRIVATE'] })
  expect(await about(manager.token)).toBeNull()
})
