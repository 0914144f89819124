import type { EventId } from '@brokersync/schema/ids'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { NewEvent } from '../../../platform/postgres/commit'
import type { ReadClient } from '../fields/client-row'
import type { ReadOrder } from '../fields/order-row'
import { keyOwnerOf, type Import, type Rejection } from '../import'
import { batchKey } from '../store/import.store'
import type { ReferenceStore } from '../store/reference.store'
import type { ReadRow } from './row-reader'

/** What is asked of another module for each row, and the rows that cannot be asked for. */
export interface Asked {
  rows: readonly object[]
  refused: readonly Rejection[]
}

/** The command that asks another module to take a batch of rows, sealed under the import's key; null where there are none. */
export async function requestOf(keys: Keys, of: Import, batch: number, rows: readonly object[]): Promise<NewEvent | null> {
  if (rows.length === 0) return null
  const owner = keyOwnerOf(of.id)
  const sealer = await keys.sealerFor([owner])
  const sealed = sealer.seal(owner, { kind: 'import-batch', field: 'rows', record: batchKey(of.id, batch) }, rows)
  const data = { importId: of.id, batch, actorId: of.actorId, reach: of.reach, dryRun: of.dryRun, rows: sealed.toString('base64') }
  const type = of.kind === 'CLIENTS' ? 'import.clients_requested' : 'import.orders_requested'
  return { id: uuidv7<EventId>(), type, subject: of.id, version: batch, at: new Date(), data }
}

/** Rows of clients, each with the user who is to own it where the file says whose it is. */
export async function askForClients(references: ReferenceStore, rows: readonly ReadRow<ReadClient>[]): Promise<Asked> {
  const emails = new Set(rows.flatMap(({ content }) => ('ownerEmail' in content && content.ownerEmail !== null ? [content.ownerEmail] : [])))
  const users = emails.size === 0 ? new Map<string, string>() : await references.users([...emails])
  const asked: object[] = []
  const refused: Rejection[] = []
  for (const { row, content } of rows) {
    if ('reason' in content) refused.push(content)
    else if (content.ownerEmail === null) asked.push({ row, input: content.input })
    else if (users.has(content.ownerEmail)) asked.push({ row, input: { ...content.input, ownerId: users.get(content.ownerEmail) } })
    else refused.push({ row, reason: 'ownerEmail: there is no user with this email' })
  }
  return { rows: asked, refused }
}

/** Rows of orders, each with its client. */
export async function askForOrders(references: ReferenceStore, of: Import, rows: readonly ReadRow<ReadOrder>[]): Promise<Asked> {
  const { source } = of.plan
  const named = new Set(rows.flatMap(({ content }) => ('clientReference' in content ? [content.clientReference] : [])))
  const clients = await references.clients(source, [...named], of.reach)
  const asked: object[] = []
  const refused: Rejection[] = []
  for (const { row, content } of rows) {
    if ('reason' in content) {
      refused.push(content)
      continue
    }
    const { clientReference, naturalKey, input } = content
    const [clientId, ...others] = clients.get(clientReference) ?? []
    if (clientId === undefined) refused.push({ row, reason: `clientReference: there is no client with the reference ${clientReference}, neither of ours nor in ${source}` })
    else if (others.length > 0) refused.push({ row, reason: `clientReference: ${others.length + 1} clients have the reference ${clientReference}` })
    else asked.push({ row, clientId, naturalKey, input })
  }
  return { rows: asked, refused }
}
