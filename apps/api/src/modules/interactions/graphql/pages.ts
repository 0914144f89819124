import { connection, type Connection } from '@brokersync/schema/connection'
import type { InteractionId } from '@brokersync/schema/ids'
import { pageSize, type Cursors } from '../../../platform/graph/cursor'
import { decodeInteractionId } from '../interaction-id'
import type { Interaction } from '../interaction'
import type { Page } from '../timeline.service'
import { showAny, type Shown } from './shown-interaction'
import type { TimelineItem } from './timeline-item.type'

/** Pages of interactions, newest first, with cursors that hold an item's id. */
export class Pages {
  constructor(
    private readonly cursors: Cursors,
    private readonly show: Shown,
  ) {}

  /** @throws {DomainError} BAD_USER_INPUT for another list's cursor, or a size out of bounds. */
  page(list: string, first: number, after: string | null | undefined): Page {
    const [key] = after ? this.cursors.decode(list, after) : []
    const id = String(key ?? '') as InteractionId
    const parts = decodeInteractionId(id)
    return { first: pageSize(first), after: parts === null ? null : { occurredAt: parts.occurredAt, id } }
  }

  connection(list: string, items: readonly Interaction[], { first, after }: Page): Connection<TimelineItem> {
    return connection(items, { first, after: after !== null }, (item) => ({ node: showAny(this.show, item), cursor: this.cursors.encode(list, [item.id]) }))
  }
}
