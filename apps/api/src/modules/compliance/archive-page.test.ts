import { expect, test } from 'vitest'
import type { ModuleName } from '../../environment'
import { parseCommodities } from '../../platform/firm/commodities'
import type { HandedTo } from '../../platform/privacy/personal-data'
import { htmlOf } from './archive-page'
import type { Person } from './people'

const [clientId, other, maya] = ['01a220df-1fc3-7758-a4e1-fd2e0a1960fd', '01a220df-1fc3-7758-a4e1-fd2e0a1960fe', '01a220dd-8465-70ab-8795-60b2e8f8ea5f']
const wheat = parseCommodities(`commodities: [{ code: WHEAT, name: Wheat, group: AGRICULTURE, unit: BUSHEL, currency: USD }]`)
const wording = {
  people: new Map([[maya, { id: maya, name: 'Maya Broker', email: 'maya@firm.example' } as Person]]),
  clients: new Map([[clientId, 'Zebulon Quixwood (C-000061)'], [other, 'Hargreave Grain (C-000062)']]),
  commodities: wheat, timeZone: 'Europe/Zurich',
}
const order = {
  recordKind: 'OrderEvent', kind: 'OrderEvent', id: 'AaIg3x', occurredAt: '2026-11-23T06:40:00.512Z', recordedAt: '2026-11-28T06:40:00.517Z', authorId: maya,
  codes: { busts: null, day: null, side: 'BUY', unit: 'LOT', price: '1560.25', status: 'PARTIALLY_FILLED', orderId: 'Z-1', currency: 'USD', quantity: '1', commodity: 'WHEAT', orderType: 'LIMIT', priceUnit: 'USc/bu', instrument: 'FUTURE', contractMonth: '2027-03' },
  texts: { account: null, brokerNote: null },
}
const call = {
  recordKind: 'Communication', kind: 'Communication', id: 'AaIg3y', occurredAt: '2026-06-24T06:40:00Z', recordedAt: '2026-06-24T06:40:01Z', authorId: maya,
  codes: { channel: 'CALL', direction: 'INBOUND', durationSeconds: 95, nextStep: { dueAt: '2026-07-01T12:00:00Z' }, revised: null, documentIds: ['01a220df-0000-7758-a4e1-fd2e0a1960fd'] },
  texts: { subject: 'Harvest', body: 'First line\nsecond', participants: ['Zeb'], nextStep: 'Call back', recordingUrl: null },
}
const profile = {
  recordKind: 'profile', id: clientId, reference: 'C-000061', displayName: 'Zebulon Quixwood', kind: 'INDIVIDUAL', status: 'ACTIVE', ownerId: maya, version: 5, risk: null, tags: ['wheat', 'vip'], goals: [],
  contact: { emails: [{ address: 'zeb@quixwood.example', label: 'WORK', primary: true }, { address: 'z@home.example', label: 'HOME', primary: false }], phones: [], addresses: [] },
}

async function pageOf(held: Partial<Record<ModuleName, readonly object[]>>, to: HandedTo = 'CLIENT'): Promise<string> {
  const modules = Object.keys(held) as ModuleName[]
  const lines = async function* (module: ModuleName) {
    for (const record of held[module] ?? []) yield JSON.stringify({ clientId, ...record })
  }
  let page = ''
  for await (const part of htmlOf({ title: 'The data of Zebulon', intro: [], to, modules, lines, wording })) page += part
  return page
}
/** What stands in a page, without its tags. */
const textOf = (page: string) => page.replace(/<style>.*<\/style>/s, '').replaceAll(/<[^>]*>/g, '|').replaceAll(/\|+\s*\|*/g, '|')

test('what happened is told in words: who, when in the firm’s zone, how much in which unit', async () => {
  const text = textOf(await pageOf({ interactions: [order, call] }))
  expect(text).toContain('|Order partially filled: buy 1 lot of Wheat (future, March 2027)|23 November 2026 at 07:40 · Maya Broker|')
  expect(text).toContain('|Price|1,560.25 USc/bu|')
  expect(text).toContain('|Recorded|28 November 2026 at 07:40|')
  expect(text).toContain('|Call, inbound: Harvest|24 June 2026 at 08:40 · Maya Broker|First line\nsecond|')
  expect(text).toContain('|Duration|1 min 35 s|')
  expect(text).toContain('|Follow-ups|Call back|Maya Broker|Due|1 July 2026 at 14:00|')
  for (const raw of [clientId, maya, '01a220df-0000', 'AaIg3', 'codes', 'texts', 'INBOUND', 'LIMIT', 'recordKind', 'T06:40', '–', 'Z|']) expect(text).not.toContain(raw)
})

test('a restriction tells who placed and lifted it, when and why', async () => {
  const restriction = { recordKind: 'restriction', id: '01a220df-0001-7758-a4e1-fd2e0a1960fd', ownerId: maya, restrictedBy: maya, restrictedAt: '2026-11-23T06:40:00Z', reason: 'Accuracy is contested', liftedBy: maya, liftedAt: '2026-11-24T06:40:00Z', liftReason: 'Put right' }
  const text = textOf(await pageOf({ profiles: [restriction] }))
  expect(text).toContain('|Supervision, holds and requests|Restriction of processing|23 November 2026 at 07:40 · Maya Broker|Broker|Maya Broker|Reason|Accuracy is contested|Lifted by|Maya Broker|Lifted|24 November 2026 at 07:40|Lift reason|Put right|')
})

test('chapters are those that one looks for, and none is empty', async () => {
  const page = await pageOf({ access: [], profiles: [profile, { recordKind: 'sensitive data', taxId: null, dateOfBirth: null }], documents: [], sync: [{ recordKind: 'reference', source: 'crm' }] })
  expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual(['Who you are', 'How to reach you', 'Groups and other systems'])
  const text = textOf(page)
  expect(text).toContain('|Zebulon Quixwood|Reference|C-000061|Kind|Individual|Status|Active|Broker|Maya Broker|Tags|wheat, vip|')
  expect(text).toContain('|Emails|zeb@quixwood.example, Work, primary|z@home.example, Home|')
  expect(text).not.toContain('Personal data')
})

test('a record of a kind that no chapter knows is not left out', async () => {
  expect(textOf(await pageOf({ sync: [{ recordKind: 'odd one', takenAt: '2026-01-01T00:00:00Z' }] }))).toContain('|Other records|Odd one|Taken|1 January 2026 at 01:00|')
})

test('of many clients each is named before what is of it', async () => {
  const page = await pageOf({ interactions: [order, { ...call, clientId: other }] }, 'AUTHORITY')
  expect([...page.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title)).toEqual(['Zebulon Quixwood (C-000061)', 'Hargreave Grain (C-000062)', 'Hargreave Grain (C-000062)'])
})

test('nothing that a person wrote is more than text, wherever it stands', async () => {
  const hostile = `<script>alert(1)</script><img src=x onerror="alert(2)">&'`
  const tainted = (value: unknown): unknown => {
    if (typeof value === 'string') return hostile
    if (Array.isArray(value)) return value.map(tainted)
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === 'recordKind' ? inner : tainted(inner)])) : value
  }
  const kinds = ['profile', 'consent', 'Note', 'document', 'membership', 'reference', 'relation', 'hold', 'request', 'approval', 'review', hostile]
  const records = [...kinds.map((recordKind) => ({ recordKind, [hostile]: hostile, body: hostile, title: hostile, name: hostile, source: hostile })), tainted(order), tainted(call), tainted(profile)] as object[]
  const page = await pageOf({ interactions: records, profiles: records, sync: records })
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page.match(/<(?!\/?(?:html|head|body|meta|title|style|h[1-4]|p|article|dl|dt|dd|ul|li|!doctype)\b)/g)).toBeNull()
  expect(page.match(/<[a-z]+[^>]*\son/g)).toBeNull()
  expect(page).toContain(`default-src 'none'`)
})
