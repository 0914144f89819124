import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Role } from '@brokersync/schema/enums'
import { permissions, reaches, type Permission, type ReachName } from '@brokersync/schema/permissions'
import { parse } from 'yaml'
import { z } from 'zod'
import { EnvironmentError } from '../../environment'

/** A permission to how far it goes; what is not in it is denied. */
export type Grants = ReadonlyMap<Permission, ReachName>

/** What each role of the firm may do. */
export interface Roles {
  /** Of several roles, the widest reach of each permission. */
  grantsOf(roles: readonly Role[]): Grants
}

const file = z.strictObject(Object.fromEntries(Object.keys(Role).map((role) => [role, z.partialRecord(z.enum(permissions), z.enum(reaches))])))

function wider(one: ReachName | undefined, other: ReachName): ReachName {
  return one !== undefined && reaches.indexOf(one) > reaches.indexOf(other) ? one : other
}

/**
 * Reads what `roles.yaml` says: role → permission → reach.
 * @param name the file's name, for the message.
 * @throws {EnvironmentError} with all faults together.
 */
export function parseRoles(text: string, name: string): Roles {
  const parsed = file.safeParse(parseYaml(text, name))
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${[...path, message].join(': ')}`)
    throw new EnvironmentError(`${name} is not right:\n${lines.join('\n')}`)
  }
  const grants = parsed.data
  return {
    grantsOf(roles) {
      const widest = new Map<Permission, ReachName>()
      for (const permission of permissions) {
        for (const role of roles) {
          const reach = grants[role]?.[permission]
          if (reach !== undefined) widest.set(permission, wider(widest.get(permission), reach))
        }
      }
      return widest
    },
  }
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
