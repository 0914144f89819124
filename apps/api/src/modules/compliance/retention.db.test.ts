import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commit } from '../../platform/postgres/commit'
import { whenChained } from '../../testing/audit'
import { loadRetention } from './retention'
import { createRetentionStore } from './store/retention.store'
import { takeRetentionFile } from './take-retention-file'
import { codeOf, firm, type Firm, type Request } from './testing/firm'

interface Rules {
  version: number
  regime: string
  years: { records: string; years: number }[]
  source: string
  reason: string
}

const fields = '{ version regime years { records years } source reason }'
const update = `mutation ($input: UpdateRetentionInput!) { updateRetention(input: $input) ${fields} }`
const year = new Date(Date.now() - 7 * 86_400_000).getUTCFullYear()
const years = (orders: number, communications = orders) => [{ records: 'ORDERS', years: orders }, { records: 'COMMUNICATIONS', years: communications }]

/** What an officer does with the rules of a firm. */
function rulesOf({ app, ok, officer }: Firm) {
  const current = () => ok<Rules>(`{ retentionRules ${fields} }`, {}, officer)
  const input = async (regime: string, given: Rules['years'], reason = 'The regulator asks for it') => ({ input: { version: (await current()).version, reason, regime, years: given } })
  return {
    current,
    input,
    send: async (regime: string, given: Rules['years'], by = officer) => app.send(update, await input(regime, given), by.token),
    put: async (regime: string, given: Rules['years']) => ok<Rules>(update, await input(regime, given), officer),
    effect: (regime: string, given: Rules['years']) =>
      ok<object>('query ($regime: String!, $years: [RetentionYearsInput!]!) { retentionEffect(regime: $regime, years: $years) { clients kept { records clients } atOnce earlier later } }', { regime, years: given }, officer),
  }
}
const untilOf = ({ kept }: Request) => kept.find((one) => one.class === `orders-${year}`)?.until
const dayAfter = (span: number) => `${year + span + 1}-01-01T00:00:00.000Z`

describe('the rules of a firm', () => {
  let here: Firm
  let rules: ReturnType<typeof rulesOf>
  beforeAll(async () => {
    here = await firm()
    rules = rulesOf(here)
  })
  afterAll(() => here.stop())

  test('are those of the file at first, and the same for who may not see them: none', async () => {
    expect(await rules.current()).toEqual({ version: 1, regime: 'NONE', years: [], source: 'FILE', reason: 'retention.yaml' })
    expect(codeOf(await here.app.send(`{ retentionRules ${fields} }`, {}, here.broker.token))).toBe('FORBIDDEN')
    expect(codeOf(await rules.send('MIFID_II', years(5), here.broker))).toBe('FORBIDDEN')
  })

  test('are refused with all faults at once, and on top of an old version', async () => {
    const faults = async (given: object) => {
      const answer = await here.app.send(update, { input: { ...(await rules.input('OWN', years(5))).input, ...given } }, here.officer.token)
      return ((answer.errors?.[0]?.extensions['fields'] ?? []) as { path: string }[]).map(({ path }) => path)
    }
    expect(await faults({ regime: 'my own', reason: ' ', years: [{ records: 'NOTES', years: 0 }] })).toEqual(['regime', 'years.0.years', 'reason'])
    expect(await faults({ years: [...years(5), { records: 'ORDERS', years: 6 }] })).toEqual(['years'])
    expect(await faults({ regime: 'MIFID_II', years: years(5, 4) })).toEqual(['years.communications'])
    const late = await here.app.send(update, { input: { ...(await rules.input('OWN', years(5))).input, version: 0 } }, here.officer.token)
    expect(late.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', currentVersion: 1 })
  })

  test('count for the next decision once they are changed, with a reason, which is audited', async () => {
    const before = await here.erase(await here.client('Ada'))
    expect(before.kept).toEqual([])
    expect(await rules.effect('MIFID_II', years(5))).toMatchObject({ clients: 0, atOnce: 0, earlier: 0, later: 0 })
    expect(await rules.put('MIFID_II', years(5))).toMatchObject({ version: 2, regime: 'MIFID_II', source: 'PAGE', reason: 'The regulator asks for it' })
    expect(untilOf(await here.erase(await here.client('Bea')))).toBe(dayAfter(5))
    expect((await here.ok<{ nodes: Rules[] }>(`{ retentionVersions(first: 5) { nodes ${fields} } }`, {}, here.officer)).nodes.map(({ regime }) => regime)).toEqual(['MIFID_II', 'NONE'])
    await whenChained(here.app)
    const trail = await here.ok<{ nodes: { changes: object[] }[] }>('{ auditTrail(filter: { actions: ["updateRetention"] }) { nodes { changes { field before after } } } }', {}, here.officer)
    expect(trail.nodes[0]?.changes).toEqual(expect.arrayContaining([{ field: 'regime', before: 'NONE', after: 'MIFID_II' }, { field: 'orders', before: null, after: 5 }, { field: 'reason', before: null, after: 'The regulator asks for it' }]))
  })

  test('move the day of what is kept already: later where they are longer, earlier where they are shorter, and it is still there', async () => {
    const { erase, client, requestOf, effect } = { ...here, effect: rules.effect }
    const request = await erase(await client('Cleo'))
    expect(await effect('MIFID_II', years(9))).toEqual({ clients: 2, kept: [{ records: 'ORDERS', clients: 2 }, { records: 'COMMUNICATIONS', clients: 2 }, { records: 'NOTES', clients: 0 }], atOnce: 0, earlier: 0, later: 2 })
    await rules.put('MIFID_II', years(9))
    expect(untilOf(await requestOf(request.id))).toBe(dayAfter(9))
    // The old day comes, and nothing goes.
    await here.app.runtime.database.query('UPDATE compliance.data_subject_request SET due_at = now() WHERE id = $1', [request.id])
    await pause(1_500)
    expect(untilOf(await here.finished(request.id))).toBe(dayAfter(9))

    expect(await effect('MIFID_II', years(6))).toMatchObject({ atOnce: 0, earlier: 2, later: 0 })
    expect(untilOf(await requestOf(request.id))).toBe(dayAfter(9))
    await rules.put('MIFID_II', years(6))
    expect(untilOf(await here.finished(request.id))).toBe(dayAfter(6))
  })

  test('that keep nothing any more let it go at once, as was said beforehand', async () => {
    const request = await here.erase(await here.client('Dora'))
    expect(request.kept).not.toEqual([])
    expect(await rules.effect('NONE', [])).toMatchObject({ atOnce: 3 })
    expect((await here.requestOf(request.id)).kept).toEqual(request.kept)
    await rules.put('NONE', [])
    for (let after = request; after.kept.length > 0; after = await here.finished(request.id)) await pause(50)
    const living = (await here.app.runtime.keys.classesOf([(await here.ok<{ client: { id: string } }>('query ($id: ID!) { dataSubjectRequest(id: $id) { client { id } } }', { id: request.id }, here.second)).client.id])).filter(({ destroyedAt }) => destroyedAt === null)
    expect(living).toEqual([])
  })

  test('in the file are taken again only where nobody changed them since, and move no day of what is kept', async () => {
    const { database, keys } = here.app.runtime
    const store = createRetentionStore({ database, keys, commit: (changed, origin) => commit(database, 'compliance', changed, origin) })
    const path = join(here.app.environment.CONFIG_DIR, 'retention.yaml')
    await writeFile(path, (await readFile(path, 'utf8')).replace('regime: NONE', 'regime: SEC_CFTC'))
    const told: string[] = []
    const { version } = await rules.current()
    await takeRetentionFile({ store, file: (await loadRetention(here.app.environment.CONFIG_DIR)).rules, warn: (sentence) => told.push(sentence) })
    expect([told, (await rules.current()).version]).toEqual([[expect.stringContaining('retention.yaml says other than the rules in force')], version])
  })
})

test('a file that became shorter is taken where nobody changed the rules, and what was kept before keeps its day', async () => {
  const here = await firm({ retention: 'regime: OWN\nregimes: { OWN: { orders: 9 } }\n' })
  try {
    const request = await here.erase(await here.client('Edda'))
    const { database, keys } = here.app.runtime
    const store = createRetentionStore({ database, keys, commit: (changed, origin) => commit(database, 'compliance', changed, origin) })
    await takeRetentionFile({ store, file: { regime: 'NONE', years: {} }, warn: () => undefined })
    expect(await rulesOf(here).current()).toMatchObject({ version: 2, regime: 'NONE', source: 'FILE' })
    await database.query('UPDATE compliance.data_subject_request SET due_at = now() WHERE id = $1', [request.id])
    await pause(1_500)
    expect(untilOf(await here.finished(request.id))).toBe(dayAfter(9))
    expect((await here.erase(await here.client('Fay'))).kept).toEqual([])
  } finally {
    await here.stop()
  }
})

test('rules that the firm lets nobody change alone are approved by another first, who is told what comes of them', async () => {
  const here = await firm({ retention: 'regime: OWN\nregimes: { OWN: { orders: 9 } }\n', approvals: 'acts: [CHANGE_RETENTION]\ndays: 1\n' })
  try {
    const { app, officer, second, ok } = here
    const rules = rulesOf(here)
    await here.erase(await here.client('Gil'))
    const refused = await rules.send('NONE', [])
    expect(codeOf(refused)).toBe('CONFLICT')
    const id = refused.errors?.[0]?.extensions['approvalId']
    expect(await ok('query ($id: ID!) { approval(id: $id) { act says } }', { id }, second)).toEqual({
      act: 'CHANGE_RETENTION', says: ['regime: OWN → NONE', 'orders: 9 → not kept', 'What is kept of 1 erased client(s) goes at once', 'The regulator asks for it'],
    })
    const decide = 'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { state } }'
    expect(codeOf(await app.send(decide, { input: { id, approve: true } }, officer.token))).toBe('FORBIDDEN')
    expect((await rules.current()).version).toBe(1)
    await ok(decide, { input: { id, approve: true } }, second)
    expect(codeOf(await rules.send('NONE', [], second))).toBe('CONFLICT')
    expect(await rules.put('NONE', [])).toMatchObject({ version: 2, regime: 'NONE' })
  } finally {
    await here.stop()
  }
})
