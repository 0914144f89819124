import type { ReachName, Role } from '../../generated/graphql'

export const roles: readonly Role[] = ['ADMIN', 'MANAGER', 'BROKER', 'ASSISTANT', 'COMPLIANCE', 'ANALYST', 'INTEGRATION']

/** That a role has a permission, and how far. */
export interface Grant {
  role: Role
  permission: string
  reach: ReachName
}

/** What is given by `role permission`; what is not here is denied. */
export type Draft = ReadonlyMap<string, ReachName>

const keyOf = (role: Role, permission: string) => `${role} ${permission}`

export const draftOf = (grants: readonly Grant[]): Draft => new Map(grants.map(({ role, permission, reach }) => [keyOf(role, permission), reach]))

export const reachIn = (draft: Draft, role: Role, permission: string): ReachName | null => draft.get(keyOf(role, permission)) ?? null

/** The draft with one cell changed; null denies. */
export function withReach(draft: Draft, role: Role, permission: string, reach: ReachName | null): Draft {
  const next = new Map(draft)
  if (reach === null) next.delete(keyOf(role, permission))
  else next.set(keyOf(role, permission), reach)
  return next
}

export const grantsIn = (draft: Draft): Grant[] =>
  [...draft].map(([key, reach]) => {
    const [role = '', permission = ''] = key.split(' ')
    return { role: role as Role, permission, reach }
  })

/** A draft's own changes, made on top of another version. @param before what the draft was made on. */
export function rebased(draft: Draft, before: Draft, onto: Draft): Draft {
  const next = new Map(onto)
  for (const key of new Set([...draft.keys(), ...before.keys()])) {
    const reach = draft.get(key)
    if (reach === before.get(key)) continue
    if (reach === undefined) next.delete(key)
    else next.set(key, reach)
  }
  return next
}

/** How many cells differ. */
export const differing = (one: Draft, other: Draft): number => [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key)).length
