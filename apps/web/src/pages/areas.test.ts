import { IconUsers } from '@tabler/icons-react'
import { expect, test } from 'vitest'
import type { Me } from '../lib/session'
import { areas, openTabs, type Area } from './areas'

const screen = () => Promise.resolve(() => null)
const area: Area = {
  path: '/firm',
  label: 'Firm',
  Icon: IconUsers,
  keys: 'h f',
  tabs: [
    { path: '/firm/users', label: 'Users', needs: 'users:read', screen },
    { path: '/firm/roles', label: 'Roles', needs: 'users:write', screen },
    { path: '/firm/help', label: 'Help', needs: null, screen },
  ],
}
const one = (permissions: string[]): Me => ({ id: '1', name: 'One', email: null, roles: [], permissions })

test('a tab is shown to those who may what it is for, and to nobody else', () => {
  expect(openTabs(area, one(['users:read'])).map(({ label }) => label)).toEqual(['Users', 'Help'])
  expect(openTabs(area, one(['users:read', 'users:write'])).map(({ label }) => label)).toEqual(['Users', 'Roles', 'Help'])
  expect(openTabs(area, one([])).map(({ label }) => label)).toEqual(['Help'])
})

test('who may ask for what needs a second person finds it under Approvals, without deciding on anything', () => {
  for (const permission of ['privacy:erase', 'holds:write', 'roles:write', 'walls:write', 'users:write', 'retention:write', 'approvals:decide']) {
    expect([permission, openTabs(areas.compliance, one([permission])).map(({ label }) => label)]).toEqual([permission, expect.arrayContaining(['Approvals'])])
  }
  expect(openTabs(areas.compliance, one(['clients:read', 'clients:write', 'walls:read']))).toEqual([])
})

test('each tab stands under the address of its area, and no two at one address', () => {
  const all: readonly Area[] = Object.values(areas)
  const addresses = all.flatMap(({ path, tabs }) => tabs.map((tab) => ({ path, address: tab.path })))
  for (const { path, address } of addresses) expect(address.startsWith(`${path}/`)).toBe(true)
  expect(new Set(addresses.map(({ address }) => address)).size).toBe(addresses.length)
})
