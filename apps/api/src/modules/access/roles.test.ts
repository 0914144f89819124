import { resolve } from 'node:path'
import { keptApart, permissions } from '@brokersync/schema/permissions'
import { describe, expect, test } from 'vitest'
import { EnvironmentError } from '../../environment'
import { loadRoles, parseRoles, withinScopes } from './roles'

const shipped = await loadRoles(resolve(import.meta.dirname, '../../../../../config'))
const everyRole = (grants: string) => ['ADMIN', 'MANAGER', 'BROKER', 'ASSISTANT', 'COMPLIANCE', 'ANALYST', 'INTEGRATION'].map((role) => `${role}: ${grants}`).join('\n')

function faultsOf(text: string): string {
  try {
    parseRoles(text, 'roles.yaml')
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
  throw new Error('No fault was found')
}

describe('the roles as they are shipped', () => {
  test('an administrator may do everything, everywhere, but for what is kept apart', () => {
    expect([...shipped.grantsOf(['ADMIN'])]).toEqual(permissions.filter((permission) => !keptApart.includes(permission)).map((permission) => [permission, 'all']))
  })

  test('a broker reaches the clients that are its own, and hands over none', () => {
    const grants = shipped.grantsOf(['BROKER'])
    expect(grants.get('clients:read')).toBe('own')
    expect(grants.get('clients:sensitive')).toBe('own')
    expect(grants.has('clients:assign')).toBe(false)
    expect(grants.has('users:write')).toBe(false)
  })

  test('an assistant works for its team, but deactivates nobody and sees nothing sensitive', () => {
    const grants = shipped.grantsOf(['ASSISTANT'])
    expect(grants.get('clients:write')).toBe('team')
    expect(grants.has('clients:deactivate')).toBe(false)
    expect(grants.has('clients:sensitive')).toBe(false)
  })

  test('compliance reads everything and changes nothing', () => {
    const grants = [...shipped.grantsOf(['COMPLIANCE']).keys()]
    expect(grants).toContain('clients:sensitive')
    expect(grants.filter((permission) => permission.endsWith(':write') || permission.endsWith(':deactivate'))).toEqual(['tokens:write', 'holds:write', 'retention:write'])
    expect(grants).toContain('walls:cross')
    expect(grants.filter((permission) => permission.startsWith('privacy:'))).toEqual(['privacy:read', 'privacy:restrict', 'privacy:export', 'privacy:erase'])
  })

  test('an analyst reads, but not how to reach a person', () => {
    const grants = shipped.grantsOf(['ANALYST'])
    expect(grants.get('clients:read')).toBe('all')
    expect(grants.has('clients:contact')).toBe(false)
    expect(grants.has('clients:sensitive')).toBe(false)
  })

  test('only an administrator administrates users', () => {
    const others = ['MANAGER', 'BROKER', 'ASSISTANT', 'COMPLIANCE', 'ANALYST', 'INTEGRATION'] as const
    expect(shipped.grantsOf(others).has('users:write')).toBe(false)
  })
})

test('of several roles the widest reach of each permission counts, in whatever order they are', () => {
  for (const roles of [['BROKER', 'ASSISTANT'], ['ASSISTANT', 'BROKER']] as const) {
    const grants = shipped.grantsOf(roles)
    expect(grants.get('clients:read')).toBe('team')
    expect(grants.get('clients:deactivate')).toBe('own')
  }
})

test('a token does what is in its scopes, as far as its user may', () => {
  const grants = withinScopes(shipped.grantsOf(['BROKER']), ['clients:read', 'users:write'])
  expect([...grants]).toEqual([['clients:read', 'own']])
})

test('all faults of the file are told together', () => {
  const message = faultsOf(`${everyRole('{ clients:read: all }').replace('ADMIN: { clients:read: all }', 'ADMIN: { clients:read: most, clients:raed: all }')}\nTRADER: {}`)
  expect(message).toContain('roles.yaml is not right')
  expect(message).toContain('ADMIN: clients:read')
  expect(message).toContain('clients:raed')
  expect(message).toContain('TRADER')
})

test('a reach that a permission cannot have is a fault, and so is an ADMIN that could not give anything back', () => {
  const message = faultsOf(everyRole('{ users:read: own }'))
  expect(message).toContain('BROKER: users:read: must be all')
  for (const kept of ['users:read', 'users:write', 'roles:read', 'roles:write']) expect(message).toContain(`ADMIN: ${kept}: must stay all`)
})

test('a role that is left out is a fault, and so is text that is not YAML', () => {
  expect(faultsOf('ADMIN: {}')).toContain('BROKER')
  expect(faultsOf('ADMIN: {')).toContain('roles.yaml is not YAML')
})
