import type { Channel, ClientSortField, ClientStatus, ConsentPurpose, LifecycleStage, SortDirection } from '@brokersync/schema/enums'
import type { ClientId, SegmentId, UserId } from '@brokersync/schema/ids'
import type { FieldChange } from '../../../platform/audit/changes'
import type { Reach } from '../../../platform/directory/reach'
import type { Commit } from '../../../platform/postgres/commit'
import type { ClientProfile, ExternalReference, Sensitive } from '../client'

/** Which clients a list shows, and in which order. Null or an empty list does not filter. */
export interface ClientQuery {
  reach: Reach
  /** The clients that may be found by an email or a phone number. */
  contactReach: Reach
  /** The clients whose consents may be looked at. */
  preferencesReach: Reach
  search: string | null
  status: ClientStatus | null
  lifecycleStages: readonly LifecycleStage[]
  /** All of them. */
  tags: readonly string[]
  ownerIds: readonly UserId[]
  segmentId: SegmentId | null
  externalReference: ExternalReference | null
  /** Those whose consent to this stands; with a channel, one for that channel or for all. */
  consent: { purpose: ConsentPurpose; channel: Channel | null } | null
  sort: { field: ClientSortField; direction: SortDirection }
}

/** What a list is asked for, without the caller's bounds. */
export type AskedClients = Omit<ClientQuery, 'reach' | 'contactReach' | 'preferencesReach'>

/** A row of a list with the key that the list is sorted by. */
export interface ListedClient {
  client: ClientProfile
  key: string
}

/** A change of a client: `before` is null for a new one. What `sensitive` leaves undefined stays. */
export interface ClientChange {
  before: ClientProfile | null
  after: ClientProfile
  sensitive?: { before: Sensitive | null; after: Sensitive | null } | undefined
  /** Why, in the words of who changed it; kept in the audit trail. */
  reason?: string
  /** A restriction that was placed, or lifted. */
  restriction?: Pick<FieldChange, 'before' | 'after'>
}

/** That by which a client is found again exactly. */
export type MarkKind = 'email' | 'phone' | 'reference' | 'taxId'

export interface ClientStore {
  byIds(ids: readonly ClientId[]): Promise<Map<ClientId, ClientProfile>>
  sensitive(id: ClientId): Promise<Sensitive | null>
  /** `first` rows and one more, where there is one, after the row with this key and id. @throws {DomainError} UNAVAILABLE while names are being indexed anew. */
  list(query: ClientQuery, page: { first: number; after: { key: string; id: string } | null }): Promise<ListedClient[]>
  /** How many there are; null above 10,000. */
  count(query: ClientQuery): Promise<number | null>
  /** The clients that have these references, by `source value`. */
  byReferences(references: readonly ExternalReference[]): Promise<Map<string, ClientId>>
  /** By which of its emails, phones, references or its tax id an erased client was known too. */
  erasedBy(client: ClientProfile, sensitive: Sensitive | null): Promise<MarkKind[]>
  /** The next of the firm's short names, as many as asked for. */
  references(count: number): Promise<string[]>
  /** The writes, events and audit of changes of one kind, all or none; an update expects the version before it. */
  prepare(changes: readonly ClientChange[], kind: { event: string; action: string }): Promise<Commit>
}

export const referenceKey = (reference: ExternalReference): string => `${reference.source} ${reference.value}`
