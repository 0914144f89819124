import { resolve } from 'node:path'
import type { Role } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { expect, test } from 'vitest'
import type { Actor } from '../../platform/directory/actor'
import { alwaysReaching, nowhere } from '../../platform/directory/reach'
import { mayRevoke } from './api-token.policy'
import { loadRoles, parseRoles, withinScopes } from './roles'
import { mayAdministrate, seesAccount } from './user.policy'

const roles = await loadRoles(resolve(import.meta.dirname, '../../../../../config'))
const [me, other] = ['0198c1a0-0000-7000-8000-000000000001', '0198c1a0-0000-7000-8000-000000000002'] as [UserId, UserId]

function anActor(held: Role[], options: { scopes?: Permission[]; credential?: string } = {}): Actor {
  const permissions = withinScopes(roles.grantsOf(held), options.scopes ?? null)
  return { userId: me, roles: held, permissions, reaches: alwaysReaching(nowhere), reachUntil: null, credential: options.credential ?? 'session:1', expiresAt: null }
}

test('who reads users sees their accounts; who does not, its own alone', () => {
  expect(seesAccount(anActor(['BROKER']), { id: other })).toBe(true)
  const narrow = anActor(['BROKER'], { scopes: ['clients:read'] })
  expect(seesAccount(narrow, { id: other })).toBe(false)
  expect(seesAccount(narrow, { id: me })).toBe(true)
})

test('nobody gives roles that go beyond its own', () => {
  expect(mayAdministrate(anActor(['ADMIN']), ['ADMIN', 'BROKER'], roles)).toBe(true)
  expect(mayAdministrate(anActor(['MANAGER']), ['BROKER'], roles)).toBe(true)
  expect(mayAdministrate(anActor(['MANAGER']), ['ADMIN'], roles)).toBe(false)
  expect(mayAdministrate(anActor(['BROKER']), ['ASSISTANT'], roles)).toBe(false)
})

test('a reach that is narrower than that of the role given is not enough', () => {
  const names = ['ADMIN', 'MANAGER', 'BROKER', 'ASSISTANT', 'COMPLIANCE', 'ANALYST', 'INTEGRATION']
  const two = parseRoles(names.map((role) => `${role}: { clients:read: ${role === 'BROKER' ? 'own' : 'all'}${role === 'ADMIN' ? ', users:read: all, users:write: all, roles:read: all, roles:write: all' : ''} }`).join('\n'), 'roles.yaml')
  expect(mayAdministrate(anActor(['BROKER']), ['MANAGER'], two)).toBe(false)
  expect(mayAdministrate(anActor(['MANAGER']), ['BROKER'], two)).toBe(true)
})

test('a token is revoked by its user, by itself, and by who administrates users', () => {
  const token = { id: 'a', userId: me }
  expect(mayRevoke(anActor(['ANALYST']), token)).toBe(true)
  expect(mayRevoke(anActor(['BROKER'], { credential: 'token:a', scopes: ['clients:read'] }), token)).toBe(true)
  expect(mayRevoke(anActor(['BROKER'], { credential: 'token:b', scopes: ['tokens:write'] }), token)).toBe(true)
  expect(mayRevoke(anActor(['ADMIN']), { id: 'a', userId: other })).toBe(true)
})

test('a token is not revoked by another narrow one, nor by another user', () => {
  expect(mayRevoke(anActor(['BROKER'], { credential: 'token:b', scopes: ['clients:read'] }), { id: 'a', userId: me })).toBe(false)
  expect(mayRevoke(anActor(['MANAGER']), { id: 'a', userId: other })).toBe(false)
})
