import type { EventId } from '@brokersync/schema/ids'
import type { InteractionEvent, InteractionEventType } from '@brokersync/schema/events/interactions'
import { uuidv7 } from '../../platform/ids'
import type { Keys, Sealer } from '../../platform/keys/keys'
import type { NewEvent } from '../../platform/postgres/commit'
import { categoryOf, keyOwnerOf, placeOf, withCodesBefore, withoutTexts, type Interaction } from './interaction'
import type { StoredInteraction } from './store/interaction.store'

/** An interaction's texts, sealed under its client's key for its year. */
export const sealTexts = (sealer: Sealer, item: Interaction): Buffer => sealer.seal(keyOwnerOf(item), placeOf(item.id), item.texts)

/** The event that carries the whole of an interaction. @param version 1 for a new one, 2 for an answered recommendation. */
export function eventOf(type: InteractionEventType, item: Interaction, sealed: Buffer, version = 1): NewEvent {
  const { id, clientId, occurredAt, recordedAt, authorId, kind, codes } = item
  const data = { id, clientId, occurredAt, recordedAt, category: categoryOf[kind], authorId, kind, codes, sealed: sealed.toString('base64') }
  return { id: uuidv7<EventId>(), type, subject: clientId, version, at: new Date(), data }
}

/** An event's interaction as it is stored. */
export const storedOf = (event: InteractionEvent): StoredInteraction => event

/** Opens what is stored; one whose key was destroyed has no words any more. */
export async function openAll(keys: Keys, stored: readonly StoredInteraction[]): Promise<Interaction[]> {
  const texts = await keys.open(stored.map(({ id, sealed }) => ({ value: sealed, place: placeOf(id) })))
  // What was sealed for this place is the texts of this kind.
  return stored.map(({ sealed: _, category: _category, ...item }, index) => ({ ...withCodesBefore(item), texts: { ...withoutTexts(item.kind), ...(texts[index] as object | null) } }) as Interaction)
}
