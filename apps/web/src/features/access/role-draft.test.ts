import { expect, test } from 'vitest'
import { differing, draftOf, grantsIn, reachIn, withReach } from './role-draft'

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
