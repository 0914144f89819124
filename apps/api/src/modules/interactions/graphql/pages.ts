import { connection, type Connection } from '@brokersync/schema/connection'
import type { TimelineOrder } from '@brokersync/schema/enums'
import { badInput } from '../../../platform/errors/domain-error'
import { pageSize, type Cursors } from '../../../platform/graph/cursor'
import { decodeInteractionId } from '../interaction-id'
import type { Interaction } from '../interaction'
import type { Page } from '../timeline.service'
import { showAny, type Shown } from './shown-interaction'
import type { TimelineItem } from './timeline-item.type'

type Optional<Value> = Value | null | undefined

/** Which page of a list: the first so many after a cursor, or the last so many before one. */
export interface AskedPage {
  order?: Optional<TimelineOrder>
  first: number
  after?: Optional<string>
  last?: Optional<number>
  before?: Optional<string>
}

/** A page, and whether it is read from the other end of the list. */
type Turned = Page & { isBackward: boolean }

/** Pages of interactions, with cursors that hold an item's id, and so are good in both orders. */
export class Pages {
  constructor(
    private readonly cursors: Cursors,
    private readonly show: Shown,
  ) {}

  /** @throws {DomainError} BAD_USER_INPUT for another list's cursor, a size out of bounds, or a cursor that goes with the other size. */
  page(list: string, { order, first, after, last, before }: AskedPage): Turned {
    const isBackward = last !== null && last !== undefined
    const stray = isBackward ? after : before
    if (stray) throw badInput([{ path: isBackward ? 'after' : 'before', message: isBackward ? 'goes with first, not with last' : 'goes with last, not with first' }])
    const isNewest = (order ?? 'NEWEST_FIRST') === 'NEWEST_FIRST'
    const anchor = isBackward ? this.anchor(list, before, 'before') : this.anchor(list, after, 'after')
    return { order: isNewest === isBackward ? 'oldest' : 'newest', first: isBackward ? pageSize(last, 'last') : pageSize(first), after: anchor, isBackward }
  }

  private anchor(list: string, cursor: Optional<string>, path: string): Page['after'] {
    const [id] = cursor ? this.cursors.decode(list, cursor, path) : []
    const parts = decodeInteractionId(String(id ?? ''))
    return parts === null ? null : { occurredAt: parts.occurredAt, id: String(id) }
  }

  connection(list: string, items: readonly Interaction[], { first, after, isBackward }: Turned): Connection<TimelineItem> {
    return connection(items, { first, after: after !== null, backward: isBackward }, (item) => ({ node: showAny(this.show, item), cursor: () => this.cursors.encode(list, [item.id]) }))
  }
}
