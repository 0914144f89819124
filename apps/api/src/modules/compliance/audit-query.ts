import { AuditKind } from '@brokersync/schema/enums'
import { isUuid } from '@brokersync/schema/ids'
import { z } from 'zod'
import { badInput } from '../../platform/errors/domain-error'
import { instant } from '../../platform/errors/instant'
import { orNull } from './input-fields'
import type { AuditQuery } from './store/audit-entry.store'

/** Which entries are asked for, as callers say it; null or an empty list does not filter. */
export interface AuditFilter {
  subjectId?: string | null
  clientId?: string | null
  actorId?: string | null
  requestId?: string | null
  actions?: readonly string[] | null
  kind?: AuditKind | null
  reads?: readonly string[] | null
  late?: boolean | null
  /** RFC 3339; from is included, to is not. */
  from?: string | null
  to?: string | null
}

const word = z.string().max(200, 'must have at most 200 characters')
const words = z.array(word).max(100, 'must be at most 100').nullish().transform((list) => list ?? [])

const filter = z.object({
  subjectId: orNull(word),
  clientId: orNull(word),
  actorId: orNull(word),
  requestId: orNull(word),
  actions: words,
  kind: orNull(z.enum(AuditKind)),
  reads: words,
  late: orNull(z.boolean()),
  from: orNull(instant),
  to: orNull(instant),
})

/** Whether the whole trail is asked for. */
export const filtersNothing = (query: AuditQuery): boolean => Object.values(query).every((one: unknown) => one === null || (Array.isArray(one) && one.length === 0))

/** The client whose entries are asked for, if one is. */
export const askedOf = ({ clientId }: AuditQuery): string[] => (clientId !== null && isUuid(clientId) ? [clientId] : [])

/** @throws {DomainError} BAD_USER_INPUT with all faults. */
export function readFilter(given: AuditFilter | null | undefined): AuditQuery {
  const parsed = filter.safeParse(given ?? {})
  if (!parsed.success) throw badInput(parsed.error.issues.map(({ path, message }) => ({ path: ['filter', ...path].join('.'), message })))
  const { from, to } = parsed.data
  if (from !== null && to !== null && to <= from) throw badInput([{ path: 'filter.to', message: 'must be after from' }])
  return parsed.data
}
