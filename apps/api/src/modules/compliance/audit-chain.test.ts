import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonical, firstBroken, lateAfter, link, type ChainEnd, type QueuedEntry } from './audit-chain'

const start: ChainEnd = { number: 0, hash: Buffer.alloc(32) }
const now = new Date('2026-11-26T10:00:00.000Z')

const entry = (position: number, given: Partial<QueuedEntry> = {}): QueuedEntry => ({
  position, module: 'profiles', id: `0193f000-0000-7000-8000-00000000000${position}`, at: now, occurredAt: null, actorId: null, credential: 'system', address: null, agent: null,
  requestId: 'r', action: 'createClient', subjectType: null, subjectId: null, reads: null, clientIds: [], changes: null, ...given,
})

test('the canonical form of an entry is what the documentation shows', () => {
  const [linked] = link(start, [entry(1, { subjectType: 'Client', subjectId: 'c', changes: Buffer.from('sealed'), reads: ['profile'], address: '10.0.0.7', agent: 'curl' })], now)
  if (linked === undefined) throw new Error('nothing was linked')

  expect(canonical(linked)).toBe(
    '{"action":"createClient","actorId":null,"address":"10.0.0.7","agent":"curl","at":"2026-11-26T10:00:00.000Z",' +
      `"changes":"${createHash('sha256').update('sealed').digest('hex')}","clientIds":[],"credential":"system","id":"0193f000-0000-7000-8000-000000000001",` +
      `"late":false,"module":"profiles","number":1,"occurredAt":null,"previous":"${'00'.repeat(32)}","reads":["profile"],` +
      '"recordedAt":"2026-11-26T10:00:00.000Z","requestId":"r","subject":{"id":"c","type":"Client"},"v":1}',
  )
  expect(linked.hash).toEqual(createHash('sha256').update(canonical(linked)).digest())
})

test('keys stand sorted, as RFC 8785 asks', () => {
  const [linked] = link(start, [entry(1)], now)
  const keys = Object.keys(JSON.parse(canonical(linked as never)) as object)
  expect(keys).toEqual([...keys].sort())
})

test('entries are numbered without a gap and each names the hash of the one before', () => {
  const first = link(start, [entry(1), entry(2)], now)
  const second = link({ number: 2, hash: first[1]?.hash ?? start.hash }, [entry(3)], now)

  expect([...first, ...second].map(({ number }) => number)).toEqual([1, 2, 3])
  expect(second[0]?.previous).toEqual(first[1]?.hash)
  expect(firstBroken(start, [...first, ...second])).toBeNull()
})

test('an entry is late when it was put on record a day after what it tells of, or chained long after that', () => {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds)
  const isLate = (given: Partial<QueuedEntry>) => link(start, [entry(1, given)], now)[0]?.late

  expect([isLate({}), isLate({ occurredAt: before(lateAfter.record) }), isLate({ at: before(lateAfter.chain) })]).toEqual([false, false, false])
  expect([isLate({ occurredAt: before(lateAfter.record + 1) }), isLate({ at: before(lateAfter.chain + 1) })]).toEqual([true, true])
})

test('a chain without the sealed changes is as whole as with them; other changes in their place are found', () => {
  const entries = link(start, [entry(1, { changes: Buffer.from('sealed') }), entry(2)], now)
  const withChanges = (changes: Buffer | null) => entries.map((one) => (one.number === 1 ? { ...one, changes } : one))

  expect(firstBroken(start, withChanges(null))).toBeNull()
  expect(firstBroken(start, withChanges(Buffer.from('others')))).toBe(1)
})
