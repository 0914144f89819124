import type {
  Channel, ClientKind, ClientStatus, ContactFrequency, ContactLabel, GoalKind, Horizon, Instrument, LifecycleStage, OrderType, RiskTolerance, TimeOfDay,
} from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { FieldChange } from '../../platform/audit/changes'
import { conflict } from '../../platform/errors/domain-error'

export interface Contact {
  emails: readonly { address: string; label: ContactLabel; primary: boolean }[]
  /** Numbers in E.164. */
  phones: readonly { number: string; label: ContactLabel; primary: boolean }[]
  /** Countries in ISO 3166-1 alpha-2. */
  addresses: readonly { label: ContactLabel; lines: readonly string[]; city: string | null; region: string | null; postalCode: string | null; country: string }[]
}

export interface CommunicationPreferences {
  channels: readonly Channel[]
  timesOfDay: readonly TimeOfDay[]
  frequency: ContactFrequency | null
  /** BCP 47. */
  language: string | null
  /** IANA name. */
  timeZone: string | null
}

export interface TradingPreferences {
  commodities: readonly string[]
  instruments: readonly Instrument[]
  orderTypes: readonly OrderType[]
}

export interface RiskProfile {
  tolerance: RiskTolerance
  /** 0 to 100. */
  score: number | null
  horizon: Horizon | null
  /** yyyy-mm-dd */
  assessedOn: string | null
}

export interface Goal {
  id: string
  title: string
  kind: GoalKind
  unit: string | null
  notes: string | null
  horizon: Horizon
  commodity: string | null
  /** Exact decimals, as strings. */
  targetValue: string | null
  currentValue: string | null
  /** yyyy-mm-dd */
  dueOn: string | null
}

export interface ExternalReference {
  /** The system that knows the client by this value. */
  source: string
  value: string
}

export interface Sensitive {
  taxId: string | null
  /** yyyy-mm-dd */
  dateOfBirth: string | null
  identityDocument: string | null
}

/** What can be said of a client, apart from what the system itself says. */
export interface ClientContent {
  displayName: string
  lifecycleStage: LifecycleStage
  tags: readonly string[]
  contact: Contact
  communicationPreferences: CommunicationPreferences | null
  tradingPreferences: TradingPreferences | null
  risk: RiskProfile | null
  goals: readonly Goal[]
  externalReferences: readonly ExternalReference[]
}

/** A client of the firm. `sensitive` is kept and read apart, since each reading of it is audited by itself. */
export interface ClientProfile extends ClientContent {
  id: ClientId
  /** The firm's own short name for it: `C-000042`. */
  reference: string
  kind: ClientKind
  status: ClientStatus
  ownerId: UserId | null
  /** Grows by one with each change. */
  version: number
  createdAt: Date
  updatedAt: Date
}

/** Said of a value that a client has whom the caller does not see, or had who was erased: the same for all, so that it does not tell which. */
export const cannotBeTaken = 'cannot be taken; ask compliance'

export const noContact: Contact = { emails: [], phones: [], addresses: [] }

/** The same client one version on. */
const next = (client: ClientProfile, change: Partial<ClientProfile>, at: Date): ClientProfile => ({ ...client, ...change, version: client.version + 1, updatedAt: at })

export const updated = (client: ClientProfile, change: Partial<ClientContent> & { ownerId?: UserId | null }, at: Date): ClientProfile => next(client, change, at)

/** @throws {DomainError} CONFLICT when it is inactive already. */
export function deactivated(client: ClientProfile, at: Date): ClientProfile {
  if (client.status !== 'ACTIVE') throw conflict(`This client is ${client.status.toLowerCase()} already`)
  return next(client, { status: 'INACTIVE' }, at)
}

/** @throws {DomainError} CONFLICT when it is active already, or no client any more. */
export function activated(client: ClientProfile, at: Date): ClientProfile {
  if (client.status !== 'INACTIVE') throw conflict(`This client is ${client.status.toLowerCase()}; only an inactive one can be activated`)
  return next(client, { status: 'ACTIVE' }, at)
}

/** With tags added and removed; the same client when nothing changes. */
export function tagged(client: ClientProfile, change: { add: readonly string[]; remove: readonly string[] }, at: Date): ClientProfile {
  const tags = [...new Set([...client.tags, ...change.add])].filter((tag) => !change.remove.includes(tag))
  const same = tags.length === client.tags.length && tags.every((tag, index) => tag === client.tags[index])
  return same ? client : next(client, { tags }, at)
}

export const assigned = (client: ClientProfile, ownerId: UserId, at: Date): ClientProfile => (client.ownerId === ownerId ? client : next(client, { ownerId }, at))

const bookkeeping = ['id', 'version', 'createdAt', 'updatedAt']

/** What differs between two states of a record, field by field, for the audit trail. */
export function differences(before: object | null, after: object): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after)])
  const valueOf = (record: object | null, field: string): unknown => (record === null ? null : ((record as Record<string, unknown>)[field] ?? null))
  return [...fields]
    .filter((field) => !bookkeeping.includes(field))
    .map((field) => ({ field, before: valueOf(before, field), after: valueOf(after, field) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

/** What anybody is told of an erased client: that there was one. */
export const erasedStub = ({ id, reference, kind, createdAt, updatedAt, version }: ClientProfile): ClientProfile => ({
  id, reference, kind, createdAt, updatedAt, version, status: 'ERASED', lifecycleStage: 'CLOSED', ownerId: null, displayName: 'Erased client', tags: [], contact: noContact, goals: [],
  externalReferences: [], communicationPreferences: null, tradingPreferences: null, risk: null,
})
