import type { UserId } from '@brokersync/schema/ids'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { covers } from '../../platform/directory/reach'
import { forbidden, notFound } from '../../platform/errors/domain-error'
import type { Rules } from '../../platform/graph/rules'

type Owned = { ownerId: UserId }

/** One sees the segments that one made, or that one's team made, or all of them, as far as the permission reaches. */
export const maySee = (actor: Actor, segment: Owned): boolean => covers(reachOf(actor, 'segments:read'), { ownerId: segment.ownerId })

/** @throws {DomainError} NOT_FOUND */
export function requireSees<Seen extends Owned>(actor: Actor, segment: Seen | undefined): Seen {
  if (segment === undefined || !maySee(actor, segment)) throw notFound('segment')
  return segment
}

/** @throws {DomainError} NOT_FOUND out of sight, FORBIDDEN where it may be seen and not changed. */
export function requireMayChange<Seen extends Owned>(actor: Actor, segment: Seen | undefined): Seen {
  const seen = requireSees(actor, segment)
  if (!covers(reachOf(actor, 'segments:write'), { ownerId: seen.ownerId })) throw forbidden('This needs the permission segments:write for this segment')
  return seen
}

export const segmentRules: Rules = {
  'Query.segment': 'segments:read',
  'Query.segments': 'segments:read',
  'Mutation.createSegment': 'segments:write',
  'Mutation.changeSegmentMembers': 'segments:write',
  'Client.segments': 'segments:read',
  'Segment.*': 'inherit',
  'SegmentConnection.*': 'inherit',
  'SegmentEdge.*': 'inherit',
  'SegmentMember.*': 'inherit',
  'SegmentMemberConnection.*': 'inherit',
  'SegmentMemberEdge.*': 'inherit',
}
