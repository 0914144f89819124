import 'reflect-metadata'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Permission } from '@brokersync/schema/permissions'
import { isObjectType, type GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import type * as VisibilityPart from './modules/interactions/visibility'
import type * as ActorPart from './platform/directory/actor'
import type { Actor } from './platform/directory/actor'
import type * as ReachPart from './platform/directory/reach'
import type { Reach } from './platform/directory/reach'
import type * as SqlPart from './platform/directory/reach-sql'
import type * as RulesPart from './platform/graph/rules'
import type { Rules } from './platform/graph/rules'
import { startApp, type App } from './testing/app'
import { aFirm, type Firm } from './testing/firm'
import { callersOf, recordWithMarks, type Caller, type Grants, type Mark, type Revised } from './testing/leaks/canaries'
import { findLeaks, type Found } from './testing/leaks/find-leaks'

/** What is taken away of the product: that a permission is asked for at all, or one of the places that ask how far a caller reaches. */
const without = vi.hoisted(() => ({ policy: '' }))

vi.mock('./platform/graph/rules', async (original) => {
  const real = await original<typeof RulesPart>()
  const enforce = (schema: GraphQLSchema, rules: Rules): GraphQLSchema => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ field, bare: field.resolve, rule: rules[`${type.name}.${field.name}`] })) : []))
    const guarded = real.enforce(schema, rules)
    for (const { field, bare, rule } of fields) {
      const checked = field.resolve
      if (checked === undefined) continue
      field.resolve = (source, args, context, info) => (without.policy === rule && bare !== undefined ? bare : checked)(source, args, context, info)
    }
    return guarded
  }
  return { ...real, enforce }
})

vi.mock('./platform/directory/actor', async (original) => {
  const real = await original<typeof ActorPart>()
  return { ...real, reachOf: (actor: Actor, permission: Permission) => real.reachOf(actor, without.policy === permission ? 'clients:read' : permission) }
})

vi.mock('./platform/directory/reach', async (original) => {
  const real = await original<typeof ReachPart>()
  return { ...real, covers: (...[reach, reached]: Parameters<typeof real.covers>) => without.policy === 'reach, one by one' || real.covers(reach, reached) }
})

vi.mock('./platform/directory/reach-sql', async (original) => {
  const real = await original<typeof SqlPart>()
  const everything: Reach = { all: true, ownerIds: [], clientIds: [], exceptOwnerIds: [] }
  const seen = (reach: Reach) => (without.policy === 'reach, in statements' ? everything : without.policy === 'walls, in statements' ? { ...reach, exceptOwnerIds: [] } : reach)
  return {
    ...real,
    reachValues: (reach: Reach) => real.reachValues(seen(reach)),
    withinThisReach: (...[reach, columns, bind]: Parameters<typeof real.withinThisReach>) => real.withinThisReach(seen(reach), columns, bind),
  }
})

vi.mock('./modules/interactions/visibility', async (original) => {
  const real = await original<typeof VisibilityPart>()
  return { ...real, mayRead: (...given: Parameters<typeof real.mayRead>) => without.policy === 'visibility of notes' || real.mayRead(...given) }
})

let app: App
let firm: Firm
let grants: Grants
let callers: Caller[]
let recorded: { marks: Mark[]; revised: Revised }

/** A short form of the proof: one client of every standing to a broker, asked for by a broker and an analyst. */
const looked = (some: readonly Caller[], live: boolean): Promise<Found> => {
  const clients = firm.clients.filter(({ of }) => of.role === 'BROKER')
  return findLeaks({ app, firm, grants, callers: some, clients, live, ...recorded })
}

beforeAll(async () => {
  app = await startApp({ variables: { RATE_LIMIT: '0' } })
  grants = parse(await readFile(join(app.environment.CONFIG_DIR, 'roles.yaml'), 'utf8')) as Grants
  firm = await aFirm(app)
  recorded = await recordWithMarks(app, firm, firm.clients.filter(({ of }) => of.role === 'BROKER'))
  callers = await callersOf(app, firm.members.filter(({ role }) => role === 'BROKER' || role === 'ANALYST'), grants)
  await sleep(2_000)
}, 180_000)
afterAll(() => app.stop())

test('nobody is given what is not for him', { timeout: 180_000 }, async () => {
  without.policy = ''
  const { leaks, cells, given } = await looked(callers, true)
  expect(leaks).toEqual([])
  expect(cells).toBeGreaterThan(20_000)
  expect(given).toBeGreaterThan(1_000)
})

const policies = [
  'clients:contact', 'clients:preferences', 'clients:risk', 'clients:goals', 'clients:sensitive', 'interactions:read',
  'reach, one by one', 'reach, in statements', 'walls, in statements', 'visibility of notes',
] as const

test.each(policies)('%s: without it, something leaks', { timeout: 180_000 }, async (policy) => {
  without.policy = policy
  const { leaks } = await looked(callers.filter(({ member, scopes }) => (policy.includes(':') ? scopes?.length === 1 : member.role === 'BROKER' && scopes === null)), false)
  without.policy = ''
  expect(leaks.length).toBeGreaterThan(0)
})
