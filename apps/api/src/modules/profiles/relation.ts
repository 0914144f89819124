import { RelationKind, type ClientKind } from '@brokersync/schema/enums'
import type { ClientId, EventId, RelationId, UserId } from '@brokersync/schema/ids'
import { z } from 'zod'
import { rowOfChange } from '../../platform/audit/changes'
import type { Fault } from '../../platform/errors/domain-error'
import { uuidv7 } from '../../platform/ids'
import type { KeyOwner, Keys } from '../../platform/keys/keys'
import type { AuditRow, NewEvent } from '../../platform/postgres/commit'
import { differences } from './client'

/** How one client stands to another: `from` acts for, owns, is a subsidiary of, or was introduced by `to`; of a household either may be the first. */
export interface Relation {
  id: RelationId
  kind: RelationKind
  fromId: ClientId
  toId: ClientId
  /** What somebody wrote of it: a position, a share. */
  note: string | null
  recordedBy: UserId
  recordedAt: Date
}

const mostOfNote = 500

/** What is asked for when clients are related. */
export const relationInput = z.object({
  kind: z.enum(RelationKind),
  note: z.string().trim().max(mostOfNote, `must have at most ${mostOfNote} characters`).nullish().transform((note) => note || null),
})

interface Side {
  id: ClientId
  kind: ClientKind
}

const kindsOf: Readonly<Record<RelationKind, { from?: ClientKind; to?: ClientKind }>> = {
  HOUSEHOLD: { from: 'INDIVIDUAL', to: 'INDIVIDUAL' },
  ACTS_FOR: { from: 'INDIVIDUAL', to: 'ORGANISATION' },
  OWNS: { from: 'INDIVIDUAL', to: 'ORGANISATION' },
  SUBSIDIARY_OF: { from: 'ORGANISATION', to: 'ORGANISATION' },
  INTRODUCED_BY: {},
}
const nameOf: Readonly<Record<ClientKind, string>> = { INDIVIDUAL: 'a person', ORGANISATION: 'an organisation' }

/** What speaks against a relation between two clients, one of which has these already; nothing where it can be. */
export function faultsOf(kind: RelationKind, from: Side, to: Side, standing: readonly Relation[]): Fault[] {
  if (from.id === to.id) return [{ path: 'toId', message: 'must be another client' }]
  // All but a household have a direction, of which the other cannot stand as well.
  const isReversed = kind !== 'HOUSEHOLD' && standing.some((one) => one.kind === kind && one.fromId === to.id && one.toId === from.id)
  if (isReversed) return [{ path: 'toId', message: `stands as ${kind} to the other client already` }]
  const wanted = kindsOf[kind]
  return [
    ...(wanted.from !== undefined && from.kind !== wanted.from ? [{ path: 'fromId', message: `must be ${nameOf[wanted.from]} for ${kind}` }] : []),
    ...(wanted.to !== undefined && to.kind !== wanted.to ? [{ path: 'toId', message: `must be ${nameOf[wanted.to]} for ${kind}` }] : []),
  ]
}

/** Who stands first: in a household the smaller id, so that it is on record once whoever was named first. */
export const sidesOf = (kind: RelationKind, from: ClientId, to: ClientId): Pick<Relation, 'fromId' | 'toId'> =>
  kind === 'HOUSEHOLD' && to < from ? { fromId: to, toId: from } : { fromId: from, toId: to }

type RelationChange = 'client.related' | 'client.unrelated'

/** That it came or went, for every module's directory: ids and codes alone. */
export const relationEvent = (type: RelationChange, { id, kind, fromId, toId }: Relation): NewEvent => ({
  id: uuidv7<EventId>(), type, subject: fromId, version: type === 'client.related' ? 1 : 2, at: new Date(), data: { relationId: id, kind, fromId, toId },
})

/** Each has a key of its own: what was said of two clients goes with either. */
export const ownerOfRelation = (id: string): KeyOwner => ({ id, class: 'relation' })

/** The same for the audit trail. */
export function relationRow(keys: Keys, type: RelationChange, relation: Relation): Promise<AuditRow> {
  const { id, fromId, toId } = relation
  const made = differences(null, relation)
  const isNew = type === 'client.related'
  const of = { action: isNew ? 'relateClients' : 'unrelateClients', owner: ownerOfRelation(id), subject: { type: 'ClientRelation', id }, clientIds: [fromId, toId], needs: 'clients:read' } as const
  return rowOfChange(keys, of, isNew ? made : made.map(({ field, after }) => ({ field, before: after, after: null })))
}
