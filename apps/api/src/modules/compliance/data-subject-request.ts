import type { DataSubjectRequestKind, DataSubjectRequestStatus } from '@brokersync/schema/enums'
import type { ClientId, HoldId, RequestId, UserId } from '@brokersync/schema/ids'
import type { Kept } from './retention'

/** What a data subject asked for: all that is held of it, to be erased, or made anonymous. */
export interface DataSubjectRequest {
  id: RequestId
  kind: DataSubjectRequestKind
  clientId: ClientId
  /** The client's short name, which outlives the client. */
  reference: string
  status: DataSubjectRequestStatus
  requestedBy: UserId
  requestedAt: Date
  reason: string | null
  finishedAt: Date | null
  round: number
  /** The classes of records whose keys went, or go. */
  gone: readonly string[]
  kept: readonly Kept[]
  /** By module, how many of what were removed, or handed out. */
  removed: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** In which form an archive was asked for. */
  form: number
}

/** That a client, or what happened with it in a span, is kept whatever else ends. */
export interface ClientHold {
  id: HoldId
  clientId: ClientId
  from: Date | null
  to: Date | null
  reason: string
  placedBy: UserId
  placedAt: Date
  /** Null also where nobody released it: nothing of its client was left that it kept. */
  releasedBy: UserId | null
  releasedAt: Date | null
  /** Null also where it went with the client. */
  releaseReason: string | null
}
