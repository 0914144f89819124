/** All that a role or a token can be given: `<what>:<deed>`. A token's scopes are out of this same list. */
export const permissions = [
  'clients:read',
  'clients:contact',
  'clients:sensitive',
  'clients:write',
  'clients:deactivate',
  'clients:assign',
  'interactions:read',
  'interactions:write',
  'interactions:oversee',
  'segments:read',
  'segments:write',
  'documents:read',
  'documents:write',
  'imports:read',
  'imports:write',
  'users:read',
  'users:write',
  'tokens:write',
  'audit:read',
  'audit:export',
  'walls:cross',
] as const

export type Permission = (typeof permissions)[number]

export const isPermission = (value: string): value is Permission => (permissions as readonly string[]).includes(value)

/** How far a permission goes: the clients that one owns, those that one's team owns, or all with the unassigned. */
export const reaches = ['own', 'team', 'all'] as const
export type ReachName = (typeof reaches)[number]
