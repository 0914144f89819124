import type { ImportKind } from '../../generated/graphql'
import { clientFields } from './client-fields'
import type { ImportField } from './import-field'
import { orderFields } from './order-fields'

/** The kinds that this page imports. */
export type FileKind = Extract<ImportKind, 'CLIENTS' | 'ORDERS'>

/** The fields of each kind of file, in the order that they are offered. */
export const importFields: Readonly<Record<FileKind, readonly ImportField[]>> = { CLIENTS: clientFields, ORDERS: orderFields }

/** Fields without which no row of the kind can be read, by a column or by one value for the whole file. */
export const requiredFields: Readonly<Record<FileKind, readonly string[]>> = {
  CLIENTS: ['displayName', 'kind', 'lifecycleStage'],
  ORDERS: ['clientReference', 'occurredAt', 'status', 'side', 'commodity', 'instrument', 'orderType', 'quantity', 'unit'],
}
