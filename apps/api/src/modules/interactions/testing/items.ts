import { randomUUID } from 'node:crypto'
import type { TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { encodeInteractionId } from '../interaction-id'
import type { StoredInteraction } from '../store/interaction.store'

export const aClient = () => randomUUID() as ClientId

let made = 0

/** A note of a client, or what looks like an item of another category. */
export function anItem(clientId: ClientId, at: string, category: TimelineCategory = 'NOTE'): StoredInteraction {
  const hash = Buffer.alloc(8)
  hash.writeUInt32BE((made += 1))
  const occurredAt = new Date(at)
  const id = encodeInteractionId({ clientId, occurredAt, hash })
  return {
    id, clientId, occurredAt, recordedAt: new Date('2026-11-22T00:00:00.123Z'), category, authorId: randomUUID() as UserId,
    kind: 'Note', codes: { mentionIds: [], aboutId: null, visibility: 'ALL' }, sealed: Buffer.from(`sealed ${id}`),
  }
}
