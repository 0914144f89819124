import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Role } from '@brokersync/schema/enums'
import { permissions, reaches, reachesFor, type Permission, type ReachName } from '@brokersync/schema/permissions'
import { parse } from 'yaml'
import { z } from 'zod'
import { EnvironmentError } from '../../environment'
import type { Fault } from '../../platform/errors/domain-error'

/** A permission to how far it goes; what is not in it is denied. */
export type Grants = ReadonlyMap<Permission, ReachName>

/** Role → permission → reach; what is not in it is denied. */
export type RoleGrants = Readonly<Record<Role, Readonly<Partial<Record<Permission, ReachName>>>>>

/** What each role of the firm may do. */
export interface Roles {
  readonly grants: RoleGrants
  /** Of several roles, the widest reach of each permission. */
  grantsOf(roles: readonly Role[]): Grants
}

export const roleNames = Object.keys(Role) as Role[]

/** What ADMIN keeps whatever is changed: without it nobody could give anything back. */
export const keptByAdmin: readonly Permission[] = ['users:read', 'users:write', 'roles:read', 'roles:write']

const shape = z.strictObject(Object.fromEntries(roleNames.map((role) => [role, z.partialRecord(z.enum(permissions), z.enum(reaches))])))

/** Which of two reaches goes further. */
export function wider(one: ReachName | undefined, other: ReachName): ReachName {
  return one !== undefined && reaches.indexOf(one) > reaches.indexOf(other) ? one : other
}

/** Whether a reach goes no further than another; without that, nothing does. */
export const within = (reach: ReachName, limit: ReachName | undefined): boolean => limit !== undefined && reaches.indexOf(reach) <= reaches.indexOf(limit)

export const rolesFrom = (grants: RoleGrants): Roles => ({
  grants,
  grantsOf(roles) {
    const widest = new Map<Permission, ReachName>()
    for (const permission of permissions) {
      for (const role of roles) {
        const reach = grants[role][permission]
        if (reach !== undefined) widest.set(permission, wider(widest.get(permission), reach))
      }
    }
    return widest
  },
})

/** What is wrong with grants that have the right shape: reaches that a permission cannot have, and an ADMIN that could not give anything back. */
export function faultsOfGrants(grants: RoleGrants): Fault[] {
  const wrong = roleNames.flatMap((role) =>
    permissions.flatMap((permission) => {
      const reach = grants[role][permission]
      if (reach === undefined || reachesFor(permission).includes(reach)) return []
      return [{ path: `${role}.${permission}`, message: `must be ${reachesFor(permission).join(', ')}: it is had for the whole firm or not at all` }]
    }),
  )
  const lost = keptByAdmin.filter((permission) => grants.ADMIN[permission] !== 'all')
  return [...wrong, ...lost.map((permission) => ({ path: `ADMIN.${permission}`, message: 'must stay all, or nobody could give anything back' }))]
}

/**
 * Reads what `roles.yaml` says: role → permission → reach.
 * @param name the file's name, for the message.
 * @throws {EnvironmentError} with all faults together.
 */
export function parseRoles(text: string, name: string): Roles {
  const parsed = shape.safeParse(parseYaml(text, name))
  const refuse = (lines: readonly string[]) => new EnvironmentError(`${name} is not right:\n${lines.map((line) => `  ${line}`).join('\n')}`)
  if (!parsed.success) throw refuse(parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')))
  // Every role is there: the shape asks for each.
  const grants = parsed.data as RoleGrants
  const faults = faultsOfGrants(grants)
  if (faults.length > 0) throw refuse(faults.map(({ path, message }) => `${path.replace('.', ': ')}: ${message}`))
  return rolesFrom(grants)
}

function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new EnvironmentError(`${name} is not YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Reads `roles.yaml` of a folder. @throws {EnvironmentError} when it is missing or wrong. */
export async function loadRoles(folder: string): Promise<Roles> {
  const path = join(folder, 'roles.yaml')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new EnvironmentError(`The roles cannot be read (${error instanceof Error ? error.message : String(error)}); see that CONFIG_DIR is right`)
  })
  return parseRoles(text, path)
}

/** What a token may do: its scopes, as far as its user still has them. */
export const withinScopes = (grants: Grants, scopes: readonly string[] | null): Grants =>
  scopes === null ? grants : new Map([...grants].filter(([permission]) => scopes.includes(permission)))
