import { reaches, type Permission } from '@brokersync/schema/permissions'
import { reachOf, requirePermission, type Actor } from '../../platform/directory/actor'
import { covers, type Reach } from '../../platform/directory/reach'
import { notFound } from '../../platform/errors/domain-error'
import type { Rules } from '../../platform/graph/rules'
import type { Import, ImportPlan, ReadyKind } from './import'

/** What one must be allowed for each row of a kind. */
const rowPermission: Readonly<Record<ReadyKind, Permission>> = { CLIENTS: 'clients:write', ORDERS: 'interactions:write' }

/** What a field of a client belongs to, by how its name begins: who does not see a group of fields does not import it. */
const groups: Readonly<Record<string, Permission>> = {
  contact: 'clients:contact', communicationPreferences: 'clients:preferences', tradingPreferences: 'clients:preferences', risk: 'clients:risk', sensitive: 'clients:sensitive',
}

/** What one must be allowed to see for what a kind's rows always say. */
const rowReading: Readonly<Record<ReadyKind, Permission>> = { CLIENTS: 'clients:read', ORDERS: 'interactions:read' }

const fieldsOf = ({ mapping, defaults }: ImportPlan): string[] => [...Object.values(mapping), ...Object.keys(defaults)]
const groupsOf = (kind: ReadyKind, fields: readonly string[]): Permission[] => (kind === 'CLIENTS' ? fields.flatMap((field) => groups[field.split('.')[0] ?? ''] ?? []) : [])

/**
 * The clients that an import of this actor may touch: as far as the narrowest of all that its fields need.
 * @throws {DomainError} FORBIDDEN
 */
export function reachOfRows(actor: Actor, kind: ReadyKind, plan: ImportPlan): Reach {
  const fields = fieldsOf(plan)
  const needed = [rowPermission[kind], ...groupsOf(kind, fields)]
  for (const permission of ['imports:write' as const, ...needed]) requirePermission(actor, permission)
  const widths = needed.map((permission) => reaches.indexOf(actor.permissions.get(permission) ?? 'own'))
  const narrowest = needed[widths.indexOf(Math.min(...widths))] ?? rowPermission[kind]
  // Among all clients, rows can be somebody else's.
  if (kind === 'CLIENTS' && fields.includes('ownerEmail') && reachOf(actor, narrowest).all) requirePermission(actor, 'clients:assign')
  return reachOf(actor, narrowest)
}

/** One's own imports, one's team's, or all. @throws {DomainError} NOT_FOUND */
export function requireSees(actor: Actor, found: Import | null): Import {
  if (found === null || !covers(reachOf(actor, 'imports:read'), { ownerId: found.actorId })) throw notFound('import')
  return found
}

/**
 * Whether the actor may see what rows of the file say: who sees each group of its fields, of its maker's clients. The file has its columns as they came, and
 * what stands in one that became no field nobody knows: that is for its maker, and for who sees every group.
 */
export function maySeeRows(actor: Actor, { actorId, kind, plan, findings }: Import): boolean {
  const isKnown = actorId === actor.userId || (findings?.header ?? []).every((column) => plan.mapping[column] !== undefined)
  const needed = [rowReading[kind], ...(isKnown ? groupsOf(kind, fieldsOf(plan)) : ['clients:read' as const, ...Object.values(groups)])]
  return needed.every((permission) => covers(reachOf(actor, permission), { ownerId: actorId }))
}

/** Whether the actor may send this import's file. */
export const maySend = (actor: Actor, one: Import): boolean => one.actorId === actor.userId && actor.permissions.has('imports:write')

export const importRules: Rules = {
  'Query.import': 'imports:read',
  'Query.imports': 'imports:read',
  'Mutation.startImport': 'imports:write',
  'Import.*': 'inherit',
  'ImportConnection.*': 'inherit',
  'ImportEdge.*': 'inherit',
  'Upload.*': 'inherit',
  'HttpHeader.*': 'inherit',
}
