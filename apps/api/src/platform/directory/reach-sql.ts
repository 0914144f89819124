import { z } from 'zod'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Reach } from './reach'

/** The columns that a reach is about, where a module's directory stands in a statement as `d`. */
export const directoryColumns = { owner: 'd.owner_id', client: 'd.client_id' }

/** How many parameters a reach takes in a statement. */
export const reachWidth = 4

/** A reach as the parameters of {@link withinReach}, in its order. */
export const reachValues = ({ all, ownerIds, clientIds, exceptOwnerIds }: Reach): [boolean, readonly UserId[], readonly ClientId[], readonly UserId[]] => [
  all, ownerIds, clientIds, exceptOwnerIds,
]

/**
 * The one condition in SQL by which rows are within a reach, so that no module can bind it in a way of its own.
 * @param columns.owner who owns the row's client; `client` its id, none where rows are of no single client.
 * @param first the number of the first of {@link reachWidth} parameters, which {@link reachValues} gives.
 */
export function withinReach({ owner, client }: { owner: string; client?: string }, first = 1): string {
  const single = client === undefined ? '' : ` OR ${client} = ANY ($${first + 2}::uuid[])`
  // Every parameter stands in the statement, so that Postgres knows its type; a client that nobody owns is behind no wall.
  const unused = client === undefined ? ` AND $${first + 2}::uuid[] IS NOT NULL` : ''
  return `(($${first}::boolean OR ${owner} = ANY ($${first + 1}::uuid[])${single}) AND coalesce(${owner} <> ALL ($${first + 3}::uuid[]), true)${unused})`
}

/**
 * The same condition for a statement that is made for each query, without the parts that this reach has not, so that Postgres can use
 * the index of owners; null where nothing bounds it.
 */
export function withinThisReach(reach: Reach, { owner, client }: { owner: string; client: string }, bind: (value: unknown) => string): string | null {
  const included = [
    ...(reach.ownerIds.length > 0 && !reach.all ? [`${owner} = ANY (${bind(reach.ownerIds)}::uuid[])`] : []),
    ...(reach.clientIds.length > 0 && !reach.all ? [`${client} = ANY (${bind(reach.clientIds)}::uuid[])`] : []),
  ]
  const within = reach.all ? [] : [included.length === 0 ? 'false' : `(${included.join(' OR ')})`]
  const without = reach.exceptOwnerIds.length === 0 ? [] : [`coalesce(${owner} <> ALL (${bind(reach.exceptOwnerIds)}::uuid[]), true)`]
  return [...within, ...without].join(' AND ') || null
}

const userIds = z.array(z.uuid().transform((id) => id as UserId))

/** A reach as it travels in an event, or is kept in a column. */
export const reachShape = z.object({
  all: z.boolean(),
  ownerIds: userIds,
  clientIds: z.array(z.uuid().transform((id) => id as ClientId)).default([]),
  exceptOwnerIds: userIds.default([]),
})
