import type { Fault } from '../../../platform/errors/domain-error'
import type { Texts } from '../reading/columns'
import type { Moment } from './dates'
import { readFields, type RowAround } from './field'
import { neededOfOrder, orderFields } from './order-fields'
import { contentOf, hashOf, type Ordinals } from './row-content'

/** An order's event as the API's `recordOrderEvent` takes it, without its client. */
export interface ReadOrder {
  clientReference: string
  input: Record<string, unknown>
  /** Names the same event in whatever file it comes again: SHA-256, base64url. */
  naturalKey: string
}

const fills: readonly unknown[] = ['PARTIALLY_FILLED', 'FILLED']

// An order is placed, cancelled, … once, so that its id and status name that; a fill without an execution's id is told from others by what it says.
function naturalKeyOf(source: string, values: ReadonlyMap<string, unknown>, content: Buffer, ordinal: number): string {
  const [orderId, executionId, status] = ['orderId', 'executionId', 'status'].map((field) => values.get(field))
  const row = [content.toString('base64'), ordinal]
  const named = executionId !== undefined ? [orderId ?? null, executionId, status] : [orderId, status, ...(fills.includes(status) ? row : [])]
  return hashOf(source, orderId === undefined && executionId === undefined ? row : named).toString('base64url')
}

/** Reads one row of a file of orders. @param source the system that the file came from. @param ordinals has seen all rows before this one. */
export function readOrder(texts: Texts, source: string, around: RowAround, ordinals: Ordinals): ReadOrder | Fault[] {
  const content = contentOf(texts)
  const ordinal = ordinals.next(content)
  const { values, faults } = readFields(orderFields, texts, around)
  const missing = neededOfOrder.filter((field) => !texts.has(field)).map((field) => ({ path: field, message: 'is missing' }))
  if (faults.length + missing.length > 0) return [...missing, ...faults]
  const { clientReference, occurredAt, ...given } = Object.fromEntries(values)
  const moment = occurredAt as Moment
  const naturalKey = naturalKeyOf(source, values, content, ordinal)
  return {
    clientReference: String(clientReference),
    naturalKey,
    input: { orderId: `row-${naturalKey.slice(0, 22)}`, ...given, occurredAt: moment.at.toISOString(), day: moment.day },
  }
}
