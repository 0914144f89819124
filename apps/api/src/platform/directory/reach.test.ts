import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { reachOf, type Actor } from './actor'
import { covers, everywhere, nowhere, partsOf, reachesOf } from './reach'
import { reachShape, withinThisReach } from './reach-sql'

const [me, mate, lender, foe] = ['me', 'mate', 'lender', 'foe'] as unknown as [UserId, UserId, UserId, UserId]
const [granted, other] = ['granted', 'other'] as unknown as [ClientId, ClientId]
const reaches = reachesOf({ userId: me, lenderIds: [lender], teamIds: [me, mate], clientIds: [granted], exceptOwnerIds: [foe] })

describe('what each name of a reach covers', () => {
  const clients = {
    mine: { id: other, ownerId: me }, lent: { id: other, ownerId: lender }, mates: { id: other, ownerId: mate }, foreign: { id: other, ownerId: 'stranger' as UserId },
    granted: { id: granted, ownerId: 'stranger' as UserId }, unassigned: { id: other, ownerId: null }, walled: { id: other, ownerId: foe }, grantedBehindAWall: { id: granted, ownerId: foe },
  }
  const covered = (name: 'own' | 'team' | 'all') => Object.entries(clients).flatMap(([what, client]) => (covers(reaches.clients[name], client) ? [what] : []))

  test('own: those one owns, those lent, those granted', () => expect(covered('own')).toEqual(['mine', 'lent', 'granted']))
  test('team: the team’s besides', () => expect(covered('team')).toEqual(['mine', 'lent', 'mates', 'granted']))
  test('all: every one, the unassigned too, but none behind a wall', () => expect(covered('all')).toEqual(['mine', 'lent', 'mates', 'foreign', 'granted', 'unassigned']))
})

test('what somebody made and that is of no client is covered by its maker alone: neither loans nor grants reach it', () => {
  expect(covers(reaches.made.own, { ownerId: me })).toBe(true)
  expect(covers(reaches.made.own, { ownerId: lender })).toBe(false)
  expect(covers(reaches.made.own, { id: granted, ownerId: 'stranger' as UserId })).toBe(false)
  expect(covers(reaches.made.team, { ownerId: mate })).toBe(true)
  expect(covers(reaches.made.all, { ownerId: foe })).toBe(false)
})

test('what was lent or granted cannot be handed on', () => {
  const permissions = new Map([['clients:read', 'own'], ['clients:grant', 'own'], ['clients:assign', 'team'], ['loans:write', 'own']] as const)
  const actor: Actor = { userId: me, roles: [], permissions, reaches, reachUntil: null, credential: 'session:1', expiresAt: null }
  const [lent, given] = [{ id: other, ownerId: lender }, { id: granted, ownerId: 'stranger' as UserId }]
  expect([lent, given].map((client) => covers(reachOf(actor, 'clients:read'), client))).toEqual([true, true])
  for (const permission of ['clients:grant', 'clients:assign', 'loans:write'] as const) {
    expect([lent, given].map((client) => covers(reachOf(actor, permission), client))).toEqual([false, false])
  }
})

test('what reaches are made of can be told again', () => {
  expect(reachesOf({ ...partsOf(reaches), userId: me })).toEqual(reaches)
})

test('nowhere covers nothing, everywhere everything', () => {
  expect(covers(nowhere, { id: granted, ownerId: null })).toBe(false)
  expect(covers(everywhere, { id: other, ownerId: foe })).toBe(true)
})

test('a statement of its own has the parts alone that a reach has', () => {
  const sqlOf = (reach: Parameters<typeof withinThisReach>[0]) => {
    const values: unknown[] = []
    return [withinThisReach(reach, { owner: 'o', client: 'c' }, (value) => `$${values.push(value)}`), values]
  }
  expect(sqlOf(everywhere)).toEqual([null, []])
  expect(sqlOf(nowhere)).toEqual(['false', []])
  expect(sqlOf({ ...nowhere, ownerIds: [me] })).toEqual(['(o = ANY ($1::uuid[]))', [[me]]])
  expect(sqlOf(reaches.clients.all)).toEqual(['coalesce(o <> ALL ($1::uuid[]), true)', [[foe]]])
  expect(sqlOf(reaches.clients.own)).toEqual(['(o = ANY ($1::uuid[]) OR c = ANY ($2::uuid[])) AND coalesce(o <> ALL ($3::uuid[]), true)', [[me, lender], [granted], [foe]]])
})

test('a reach that was kept before there were grants and walls is read as one without', () => {
  expect(reachShape.parse({ all: true, ownerIds: [] })).toEqual(everywhere)
})

test('no module takes a reach apart: the parts are bound and asked for in one place', () => {
  const modules = resolve(import.meta.dirname, '../../modules')
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('generated') && !file.includes('.test.') && !file.includes('testing'))
  expect(files.length).toBeGreaterThan(100)
  const own = ['access/reach-parts.ts']
  const guilty = files.filter((file) => !own.includes(file) && /reach(Of\([^)]*\))?\.(ownerIds|clientIds|exceptOwnerIds)|exceptOwnerIds/.test(readFileSync(join(modules, file), 'utf8')))
  expect(guilty).toEqual([])
})
