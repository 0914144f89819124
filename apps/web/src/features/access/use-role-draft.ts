import { useState } from 'react'
import type { FirmRolesQuery } from '../../generated/graphql'
import { differing, draftOf, rebased, type Draft } from './role-draft'

type RoleSet = FirmRolesQuery['roles']

/** The roles as they are being changed. */
export interface RoleDraft {
  draft: Draft
  /** As they were when the changes began. */
  before: Draft
  base: RoleSet
  shipped: Draft
  /** How many cells were changed and are not in force yet. */
  changed: number
  /** A version that came into force since the changes began. */
  newer: RoleSet | null
  change: (draft: Draft) => void
  /** Drops the changes, for what is in force. */
  drop: () => void
  /** Makes the changes anew on what is in force. */
  takeOver: () => void
}

/** Changes of the roles, which outlive a newer version of them till it is said what becomes of them. */
export function useRoleDraft(inForce: RoleSet): RoleDraft {
  const [{ base, draft }, set] = useState(() => ({ base: inForce, draft: draftOf(inForce.grants) }))
  const [before, now] = [draftOf(base.grants), draftOf(inForce.grants)]
  const drop = () => set({ base: inForce, draft: now })
  const isNewer = inForce.version > base.version
  const nothingToLose = differing(draft, before) === 0 || differing(draft, now) === 0
  if (isNewer && nothingToLose) drop()
  return {
    draft, before, base, drop,
    shipped: draftOf(inForce.shipped),
    changed: differing(draft, before),
    newer: isNewer && !nothingToLose ? inForce : null,
    change: (next) => set({ base, draft: next }),
    takeOver: () => set({ base: inForce, draft: rebased(draft, before, now) }),
  }
}
