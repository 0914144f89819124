import type { Rules } from '../../platform/graph/rules'

export const roleRules: Rules = {
  'Query.roles': 'roles:read',
  'Query.roleVersions': 'roles:read',
  'Query.permissions': 'signed-in',
  'Mutation.updateRoles': 'roles:write',
  'RoleSet.*': 'inherit',
  'RoleGrant.*': 'inherit',
  'RoleChange.*': 'inherit',
  'RoleSetConnection.*': 'inherit',
  'RoleSetEdge.*': 'inherit',
  'PermissionInfo.*': 'inherit',
}
