import type { InteractionEventType } from '@brokersync/schema/events/interactions'
import type { EventId } from '@brokersync/schema/ids'
import { sealChanges, type FieldChange } from '../../platform/audit/changes'
import { whileStanding } from '../../platform/directory/standing'
import { conflict } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys, Sealer } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { ExpectationFailed, type Claim, type NewEvent, type Write } from '../../platform/postgres/commit'
import { keyOwnerOf, type Interaction } from './interaction'
import { eventOf, sealTexts } from './interaction-events'

/** What {@link changeItem} needs. */
export interface ChangeParts {
  keys: Keys
  commit: Surroundings['commit']
  /** Resolves when an event is applied, so that what it changed is read. */
  readable: (id: EventId) => Promise<void>
}

/** What becomes of an interaction. */
export interface ItemChange<Item extends Interaction> {
  type: InteractionEventType
  /** The item with the change. */
  after: Item
  /** Its texts as they are sealed already, where the change leaves them as they are. */
  sealed?: Buffer
  /** The version of the event. */
  version: number
  /** What the audit tells of it. */
  fields: readonly FieldChange[]
  /** The write that is there once, so that of two changes at one moment one is refused. */
  once: (sealer: Sealer) => Write
  /** What the one that came too late is told. */
  tooLate: string
  /** What else it tells. */
  events?: readonly NewEvent[]
  claims?: readonly Claim[]
}

/**
 * Writes a change of an interaction with its event and its audit, and waits until it is read.
 * @throws {DomainError} CONFLICT where another change came first.
 */
export async function changeItem<Item extends Interaction>({ keys, commit, readable }: ChangeParts, { origin }: RequestContext, change: ItemChange<Item>): Promise<Item> {
  const { type, after, version, fields, once, tooLate, events = [], claims = [] } = change
  const owner = keyOwnerOf(after)
  const sealer = await keys.sealerFor([owner])
  const event = eventOf(type, after, change.sealed ?? sealTexts(sealer, after), version)
  const subject = { type: after.kind, id: after.id }
  const changes = sealChanges(sealer, { owner, subject, needs: (field) => (field === 'participants' ? 'clients:contact' : 'interactions:read') }, fields)
  const waiting = readable(event.id)
  try {
    await commit({ writes: [whileStanding('interactions', [after.clientId]), once(sealer)], events: [event, ...events], audit: [{ action: type, subject, clientIds: [after.clientId], changes }], claims }, origin)
  } catch (error) {
    throw error instanceof ExpectationFailed ? conflict(tooLate) : error
  }
  await waiting
  return after
}
