import { stringify } from 'yaml'
import type { RoleSet } from './role-set'

/** The roles in force as `roles.yaml` has them. */
export const printedRoles = ({ version, grants }: Pick<RoleSet, 'version' | 'grants'>): string => `# version ${version}\n${stringify(grants)}`.trimEnd()
