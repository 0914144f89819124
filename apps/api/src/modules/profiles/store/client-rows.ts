import type { ClientKind, ClientStatus, LifecycleStage } from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Keys, KeyOwner, Sealer } from '../../../platform/keys/keys'
import { noContact, type ClientContent, type ClientProfile, type ExternalReference, type Sensitive } from '../client'
import type { MarkKind } from './client.store'

/** A client as it stands in Postgres. */
export interface ClientRow {
  id: ClientId
  reference: string
  kind: ClientKind
  status: ClientStatus
  lifecycle_stage: LifecycleStage
  owner_id: UserId | null
  version: number
  created_at: Date
  updated_at: Date
  codes: Pick<ClientContent, 'communicationPreferences' | 'tradingPreferences' | 'risk'>
  identity: Buffer
}

export const clientColumns = 'c.id, c.reference, c.kind, c.status, c.lifecycle_stage, c.owner_id, c.version, c.created_at, c.updated_at, c.codes, c.identity'

type Identity = Pick<ClientContent, 'displayName' | 'tags' | 'contact' | 'goals' | 'externalReferences'>

export const identityOwner = (id: string): KeyOwner => ({ id, class: 'identity' })
const identityPlace = (id: string) => ({ kind: 'client', field: 'identity', record: id })
const sensitivePlace = (id: string) => ({ kind: 'client', field: 'sensitive', record: id })

export function sealIdentity(sealer: Sealer, client: ClientProfile): Buffer {
  const { displayName, tags, contact, goals, externalReferences } = client
  return sealer.seal(identityOwner(client.id), identityPlace(client.id), { displayName, tags, contact, goals, externalReferences } satisfies Identity)
}

export const sealSensitive = (sealer: Sealer, id: ClientId, sensitive: Sensitive | null): Buffer | null =>
  sensitive === null ? null : sealer.seal(identityOwner(id), sensitivePlace(id), sensitive)

export async function openSensitive(keys: Keys, id: ClientId, value: Buffer | null): Promise<Sensitive | null> {
  if (value === null) return null
  const [opened] = await keys.open([{ value, place: sensitivePlace(id) }])
  return (opened as Sensitive | null | undefined) ?? null
}

/** What a client that is known no more is called. */
export const namedNoMore = { ANONYMISED: 'Anonymised client', ERASED: 'Erased client' } as const

const nobody: Omit<Identity, 'displayName'> = { tags: [], contact: noContact, goals: [], externalReferences: [] }

/** Opens rows, with one look-up of keys; one whose key was destroyed is an erased client, or an anonymous one. */
export async function openClients(keys: Keys, rows: readonly ClientRow[]): Promise<ClientProfile[]> {
  const opened = await keys.open(rows.map((row) => ({ value: row.identity, place: identityPlace(row.id) })))
  return rows.map((row, index) => ({
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    status: opened[index] === null && row.status !== 'ANONYMISED' ? 'ERASED' : row.status,
    lifecycleStage: row.lifecycle_stage,
    ownerId: row.owner_id,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...row.codes,
    ...((opened[index] as Identity | null) ?? { ...nobody, displayName: namedNoMore[row.status === 'ANONYMISED' ? 'ANONYMISED' : 'ERASED'] }),
  }))
}

/** The blind index of what a client is found by exactly. */
export const marks = {
  email: (keys: Keys, address: string) => keys.fingerprint('email', address.toLowerCase()),
  /** In E.164. */
  phone: (keys: Keys, number: string) => keys.fingerprint('phone', number),
  taxId: (keys: Keys, value: string) => keys.fingerprint('tax id', value.replace(/[\s.-]/g, '').toUpperCase()),
  tag: (keys: Keys, tag: string) => keys.fingerprint('tag', tag.toLowerCase()),
  reference: (keys: Keys, { source, value }: ExternalReference) => keys.fingerprint(`reference ${source}`, value),
}

/** All marks of a client, with their kinds. */
export function marksOf(keys: Keys, client: ClientProfile, sensitive: Sensitive | null): { kind: MarkKind; mark: Buffer }[] {
  return [
    ...client.contact.emails.map(({ address }) => ({ kind: 'email' as const, mark: marks.email(keys, address) })),
    ...client.contact.phones.map(({ number }) => ({ kind: 'phone' as const, mark: marks.phone(keys, number) })),
    ...client.externalReferences.map((reference) => ({ kind: 'reference' as const, mark: marks.reference(keys, reference) })),
    ...(sensitive?.taxId ? [{ kind: 'taxId' as const, mark: marks.taxId(keys, sensitive.taxId) }] : []),
  ]
}
