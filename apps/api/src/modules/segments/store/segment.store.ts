import type { ClientId, SegmentId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import type { Claim, Origin } from '../../../platform/postgres/commit'
import type { MemberChange, Segment, SegmentMember } from '../segment'

/** Segments and their members; a count or a list of members knows only the clients that a reach covers. */
export interface SegmentStore {
  byIds(ids: readonly SegmentId[]): Promise<Map<SegmentId, Segment>>
  /** Of those who made them that the reach covers; newest first. */
  list(reach: Reach, page: { first: number; before: string | null }): Promise<Segment[]>
  /** How many members each has. */
  memberCounts(ids: readonly SegmentId[], reach: Reach): Promise<Map<SegmentId, number>>
  /** Those who came last first. */
  members(id: SegmentId, reach: Reach, page: { first: number; after: { since: string; clientId: string } | null }): Promise<SegmentMember[]>
  /** Those of the clients that are in a segment. */
  present(id: SegmentId, clientIds: readonly ClientId[]): Promise<Set<ClientId>>
  /** The segments of clients, by client; of clients that the reach covers. */
  ofClients(clientIds: readonly ClientId[], reach: Reach): Promise<Map<ClientId, Segment[]>>
  /** @throws {AlreadyClaimed} */
  create(segment: Segment, claims: readonly Claim[], origin: Origin): Promise<void>
  /** Makes `segment` the next version of itself with its members changed. @throws {ExpectationFailed} where another change came first. */
  changeMembers(segment: Segment, change: MemberChange, origin: Origin): Promise<void>
}
