import { interactionEvent, interactionEventTypes } from '@brokersync/schema/events/interactions'
import type { Keys } from '../../platform/keys/keys'
import type { LoggedEvent } from '../../platform/log/log'
import type { RunningConsumer } from '../../platform/log/consumer'
import type { Live } from '../../platform/graph/live'
import { openAll, storedOf } from './interaction-events'

export const topicOf = (clientId: string): string => `timeline:${clientId}`

/** Tells open timelines what was added, when it can be read. */
export const liveTimeline = ({ live, keys, apply }: { live: Live; keys: Keys; apply: RunningConsumer }) => ({
  types: interactionEventTypes,
  upTo: () => apply.position(),
  async tell(events: readonly LoggedEvent[]): Promise<void> {
    const heard = events.filter((event) => live.hasSubscribers(topicOf(event.subject)))
    const items = await openAll(keys, heard.map((event) => storedOf(interactionEvent.parse(event.data))))
    for (const item of items) live.publish(topicOf(item.clientId), item)
  },
})
