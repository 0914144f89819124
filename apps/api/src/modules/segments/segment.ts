import type { SegmentKind } from '@brokersync/schema/enums'
import type { ClientId, SegmentId, UserId } from '@brokersync/schema/ids'
import type { Fault } from '../../platform/errors/domain-error'

/** What a person wrote of a segment. */
export interface SegmentContent {
  name: string
  description: string | null
}

/** A group of clients. */
export interface Segment extends SegmentContent {
  id: SegmentId
  /** Who made it. */
  ownerId: UserId
  kind: SegmentKind
  version: number
  updatedAt: Date
}

export interface SegmentMember {
  clientId: ClientId
  since: Date
}

/** Who comes into a segment and who goes. */
export interface MemberChange {
  entered: readonly ClientId[]
  left: readonly ClientId[]
}

/** How many members one change may name. */
export const mostMembers = 10_000

/** What is given for a new segment. */
export interface NewSegment {
  name: string
  description?: string | null
  kind: SegmentKind
  criteria?: unknown
}

/** What is wrong with a new segment, all at once. */
export function faultsOf({ name, description, kind, criteria }: NewSegment): Fault[] {
  const faults: Fault[] = []
  if (name.trim() === '') faults.push({ path: 'name', message: 'must not be empty' })
  if (name.trim().length > 200) faults.push({ path: 'name', message: 'must have at most 200 characters' })
  if ((description ?? '').length > 4_000) faults.push({ path: 'description', message: 'must have at most 4,000 characters' })
  if (kind === 'DYNAMIC') faults.push({ path: 'kind', message: 'dynamic segments are not available yet' })
  if (kind === 'STATIC' && criteria !== null && criteria !== undefined) faults.push({ path: 'criteria', message: 'a static segment has none' })
  return faults
}

/** What a request changes of a segment: who is in it already does not enter, and who is not does not leave. */
export function changeOf(present: ReadonlySet<ClientId>, asked: { add: readonly ClientId[]; remove: readonly ClientId[] }): MemberChange {
  const entered = [...new Set(asked.add)].filter((id) => !present.has(id))
  const left = [...new Set(asked.remove)].filter((id) => present.has(id))
  return { entered, left }
}
