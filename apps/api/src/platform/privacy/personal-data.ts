import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { AuditRow, NewEvent, Write } from '../postgres/commit'

/** What is to go of a client. */
export interface Erasure {
  clientId: ClientId
  kind: 'ERASURE' | 'ANONYMISATION'
  /** When it was asked for. */
  askedAt: Date
  /** The classes of the client's keys that a hold or a duty keeps; what they seal stays. */
  kept: ReadonlySet<string>
}

/** What a module removes, in the unit of work that tells it. */
export interface Removal {
  writes: readonly Write[]
  events?: readonly NewEvent[]
  /** What becomes of a record that stays, so that it can be told as it was. */
  audit?: readonly AuditRow[]
  /** How many of what, for the certificate. */
  removed: Readonly<Record<string, number>>
}

/** One record that a module holds of a client, opened. */
export interface HeldRecord {
  /** What it is, as a person would call it: `profile`, `note`, `order`. */
  kind: string
  record: Readonly<Record<string, unknown>>
  /** Who recorded it, where somebody did. */
  by?: UserId | null
}

/** When what is asked for occurred: `from` is included, `to` is not; null where nothing bounds it. */
export interface HeldSpan {
  from: Date | null
  to: Date | null
}

/** Whom it is handed to: the client itself, or an authority that may know what the client is not told. */
export type HandedTo = 'CLIENT' | 'AUTHORITY'

/**
 * How a module answers when a client asks what is held of it, or to be forgotten. Every module has one, or says that it holds
 * nothing of clients, so that a new one cannot forget it.
 */
export interface PersonalData {
  /**
   * Removes what stands in clear or in the way, but for what is kept; the sealed rest dies with its keys. Done again, it removes nothing more.
   * @throws {DomainError} UNAVAILABLE where something is to end first; it is asked again.
   */
  erase(erasure: Erasure): Promise<Removal>
  /** All that the module holds of a client, in any order: what occurred in the span, and what stands whenever that was. */
  held(clientId: ClientId, span: HeldSpan, to: HandedTo): AsyncIterable<HeldRecord>
}

export const nothingOfClients = 'holds nothing of clients'
