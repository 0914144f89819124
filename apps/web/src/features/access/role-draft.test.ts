import { expect, test } from 'vitest'
import { differing, draftOf, grantsIn, reachIn, rebased, withReach } from './role-draft'

const shipped = draftOf([{ role: 'BROKER', permission: 'clients:read', reach: 'OWN' }])

test('a cell is changed, denied and given back, and the difference is counted', () => {
  const wider = withReach(shipped, 'BROKER', 'clients:read', 'TEAM')
  const none = withReach(shipped, 'BROKER', 'clients:read', null)
  const other = withReach(shipped, 'ANALYST', 'clients:read', 'ALL')
  expect([wider, none, other, shipped].map((draft) => differing(draft, shipped))).toEqual([1, 1, 1, 0])
  expect(reachIn(none, 'BROKER', 'clients:read')).toBeNull()
  expect(differing(withReach(wider, 'BROKER', 'clients:read', 'OWN'), shipped)).toBe(0)
  expect(grantsIn(wider)).toEqual([{ role: 'BROKER', permission: 'clients:read', reach: 'TEAM' }])
})

test('changes are taken over to a newer version, which keeps what it changed itself', () => {
  const mine = withReach(withReach(shipped, 'BROKER', 'clients:read', null), 'ANALYST', 'clients:read', 'OWN')
  const newer = withReach(withReach(shipped, 'BROKER', 'clients:read', 'TEAM'), 'MANAGER', 'clients:read', 'ALL')
  const both = rebased(mine, shipped, newer)
  expect(grantsIn(both)).toEqual([{ role: 'MANAGER', permission: 'clients:read', reach: 'ALL' }, { role: 'ANALYST', permission: 'clients:read', reach: 'OWN' }])
  expect(differing(both, newer)).toBe(2)
})
