import type { InteractionId, UserId } from '@brokersync/schema/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import { placeOf } from './interaction'

/** What stood in an interaction before. */
export interface EarlierWording {
  version: number
  subject: string | null
  body: string
  replacedAt: Date
  replacedBy: UserId | null
  reason: string
}

interface Row {
  id: InteractionId
  version: number
  sealed: Buffer
  replacedAt: Date
  replacedBy: UserId | null
  reason: Buffer
}

/** Where the reason of a change is sealed for. */
export const placeOfReason = (id: string, version: number) => ({ kind: 'interaction', field: `reason ${version}`, record: id })

/** What stood before in interactions, the last first. */
export async function earlierWordings({ database, keys }: { database: Database; keys: Keys }, ids: readonly InteractionId[]): Promise<Map<InteractionId, EarlierWording[]>> {
  if (ids.length === 0) return new Map()
  const rows = await database.query<Row>(
    `SELECT id, version, sealed, replaced_at AS "replacedAt", replaced_by AS "replacedBy", reason FROM interactions.revision WHERE id = ANY ($1::text[]) ORDER BY id, version DESC`,
    [ids],
  )
  const [texts, reasons] = await Promise.all([
    keys.open(rows.map(({ id, sealed }) => ({ value: sealed, place: placeOf(id) }))),
    keys.open(rows.map(({ id, version, reason: value }) => ({ value, place: placeOfReason(id, version) }))),
  ])
  const found = new Map<InteractionId, EarlierWording[]>()
  rows.forEach(({ id, version, replacedAt, replacedBy }, index) => {
    const { subject = null, body, description } = (texts[index] ?? {}) as { subject?: string; body?: string; description?: string }
    const wording = { version, subject, body: body ?? description ?? '', replacedAt, replacedBy, reason: String(reasons[index] ?? '') }
    found.set(id, [...(found.get(id) ?? []), wording])
  })
  return found
}
