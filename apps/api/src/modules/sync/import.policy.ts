import type { Permission } from '@brokersync/schema/permissions'
import { reachOf, requirePermission, type Actor } from '../../platform/directory/actor'
import { covers, type Reach } from '../../platform/directory/reach'
import { notFound } from '../../platform/errors/domain-error'
import type { Rules } from '../../platform/graph/rules'
import type { Import, ReadyKind } from './import'

/** What one must be allowed for each row of a kind. */
const rowPermission: Readonly<Record<ReadyKind, Permission>> = { CLIENTS: 'clients:write', ORDERS: 'interactions:write' }

/** The clients that an import of this actor may touch. @throws {DomainError} FORBIDDEN */
export function reachOfRows(actor: Actor, kind: ReadyKind): Reach {
  requirePermission(actor, 'imports:write')
  requirePermission(actor, rowPermission[kind])
  return reachOf(actor, rowPermission[kind])
}

/** One's own imports, one's team's, or all. @throws {DomainError} NOT_FOUND */
export function requireSees(actor: Actor, found: Import | null): Import {
  if (found === null || !covers(reachOf(actor, 'imports:read'), { ownerId: found.actorId })) throw notFound('import')
  return found
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
