import type { ClientId, UserId } from '@brokersync/schema/ids'
import { covers, type Reach } from '../../platform/directory/reach'
import { requireWorkable } from '../../platform/directory/workable'
import { isDomainError, type Fault } from '../../platform/errors/domain-error'
import { uuidv7 } from '../../platform/ids'
import type { Commit } from '../../platform/postgres/commit'
import { cannotBeTaken, differences, updated, type ClientProfile, type ExternalReference, type Sensitive } from './client'
import type { ClientInputs } from './client-input'
import type { OwnerCheck } from './owner-check'
import { referenceKey, type ClientChange, type ClientStore, type MarkKind } from './store/client.store'

/** A row of an imported file, as the API would take it. */
export interface ImportedRow {
  row: number
  input: Readonly<Record<string, unknown>>
}

/** What came of a row. */
export interface RowOutcome {
  row: number
  outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REJECTED'
  faults?: readonly Fault[]
}

/** For whom rows are imported, and how far that one reaches. */
export interface Importer {
  actorId: UserId
  reach: Reach
  dryRun: boolean
}

type Decision = { row: number; outcome: RowOutcome['outcome']; change?: ClientChange; faults?: readonly Fault[] }

/** The fields of a file in which that stands by which a client is found again. */
const fieldOf: Readonly<Record<MarkKind, string>> = { email: 'contact.emails', phone: 'contact.phones', reference: 'externalReference', taxId: 'sensitive.taxId' }

const faultsOf = (error: unknown): readonly Fault[] => {
  if (!isDomainError(error) || error.code === 'UNAVAILABLE') throw error
  return (error.details['fields'] as Fault[] | undefined) ?? [{ path: '', message: error.message }]
}

/** Clients out of files: a row with a reference that is known updates its client, any other makes one. */
export class ClientImportService {
  constructor(private readonly parts: { store: ClientStore; inputs: ClientInputs; owners: OwnerCheck }) {}

  /** Decides on a batch of rows and prepares all that it changes as one unit of work; rows that cannot be taken are told apart. */
  async prepare(importer: Importer, rows: readonly ImportedRow[]): Promise<{ changes: Commit; outcomes: RowOutcome[] }> {
    const { store } = this.parts
    const references = rows.flatMap(({ input }) => referencesOf(input))
    const known = await store.byReferences(references)
    const clients = await store.byIds([...new Set(known.values())])
    const decisions: Decision[] = []
    for (const row of rows) decisions.push(await this.decide(importer, row, known, clients))
    const changes = decisions.flatMap(({ change }) => (change === undefined ? [] : [change]))
    return { changes: await this.commitOf(importer, changes), outcomes: decisions.map(({ row, outcome, faults }) => ({ row, outcome, ...(faults && { faults }) })) }
  }

  private async commitOf({ dryRun }: Importer, changes: readonly ClientChange[]): Promise<Commit> {
    if (dryRun) return { writes: [] }
    const fresh = changes.filter(({ before }) => before === null)
    const references = await this.parts.store.references(fresh.length)
    const named = fresh.map((change, index) => ({ ...change, after: { ...change.after, reference: references[index] ?? '' } }))
    const existing = changes.filter(({ before }) => before !== null)
    const parts = await Promise.all([
      ...(named.length === 0 ? [] : [this.parts.store.prepare(named, { event: 'client.created', action: 'importClient' })]),
      ...(existing.length === 0 ? [] : [this.parts.store.prepare(existing, { event: 'client.updated', action: 'importClient' })]),
    ])
    return { writes: parts.flatMap((part) => part.writes), events: parts.flatMap((part) => part.events ?? []), audit: parts.flatMap((part) => part.audit ?? []) }
  }

  /** `known` and `clients` grow with the rows, so that a reference that stands twice in one file is one client. */
  private async decide(importer: Importer, { row, input }: ImportedRow, known: Map<string, ClientId>, clients: Map<ClientId, ClientProfile>): Promise<Decision> {
    try {
      const id = referencesOf(input).map((reference) => known.get(referenceKey(reference))).find((found) => found !== undefined)
      const client = id === undefined ? undefined : clients.get(id)
      if (client === undefined) return await this.create(importer, { row, input }, known, clients)
      return await this.update(importer, { row, input }, client, clients)
    } catch (error) {
      return { row, outcome: 'REJECTED', faults: faultsOf(error) }
    }
  }

  private async create({ actorId, reach }: Importer, { row, input }: ImportedRow, known: Map<string, ClientId>, clients: Map<ClientId, ClientProfile>): Promise<Decision> {
    const { sensitive, kind, ownerId: given, ...content } = this.parts.inputs.parseNew(input)
    const ownerId = given ?? (reach.all ? null : actorId)
    const fault = await this.ownerFault(reach, actorId, ownerId)
    if (fault !== null) return { row, outcome: 'REJECTED', faults: [fault] }
    const now = new Date()
    const client: ClientProfile = { ...content, id: uuidv7<ClientId>(), reference: '', kind, status: 'ACTIVE', ownerId, version: 1, createdAt: now, updatedAt: now }
    // No file brings back who was erased.
    const erasedBy = await this.parts.store.erasedBy(client, sensitive)
    if (erasedBy.length > 0) return { row, outcome: 'REJECTED', faults: erasedBy.map((kind) => ({ path: fieldOf[kind], message: cannotBeTaken })) }
    for (const reference of client.externalReferences) known.set(referenceKey(reference), client.id)
    clients.set(client.id, client)
    return { row, outcome: 'CREATED', change: { before: null, after: client, ...(sensitive !== null && { sensitive: { before: null, after: sensitive } }) } }
  }

  private async ownerFault(reach: Reach, actorId: UserId, ownerId: UserId | null): Promise<Fault | null> {
    if (ownerId === null) return null
    if (!reach.all && ownerId !== actorId) return { path: 'ownerEmail', message: 'only one’s own clients can be imported' }
    await this.parts.owners.require(ownerId, 'ownerEmail')
    return null
  }

  private async update({ reach }: Importer, { row, input }: ImportedRow, client: ClientProfile, clients: Map<ClientId, ClientProfile>): Promise<Decision> {
    if (!covers(reach, client)) return { row, outcome: 'REJECTED', faults: [{ path: 'externalReference', message: cannotBeTaken }] }
    requireWorkable(client)
    // Made by an earlier row of this same batch: that row stands, and this one says so.
    if (client.reference === '') return { row, outcome: 'REJECTED', faults: [{ path: 'externalReference', message: 'stands in an earlier row of this file too' }] }
    const { sensitive, ownerId: _, ...patch } = this.parts.inputs.parsePatch(input)
    const content = withReferences(client, keepParts(client, keepGoalIds(client, patch)))
    const after = updated(client, content, new Date())
    const secrets = await this.secrets(client.id, sensitive)
    if (differences(client, after).length === 0 && secrets === undefined) return { row, outcome: 'UNCHANGED' }
    clients.set(client.id, { ...after, reference: '' })
    return { row, outcome: 'UPDATED', change: { before: client, after, sensitive: secrets } }
  }

  private async secrets(id: ClientId, given: Sensitive | null | undefined): Promise<ClientChange['sensitive']> {
    if (given === undefined || given === null) return undefined
    const before = await this.parts.store.sensitive(id)
    const after = { ...(before ?? { taxId: null, dateOfBirth: null, identityDocument: null }), ...withoutNulls(given) }
    return JSON.stringify(before) === JSON.stringify(after) ? undefined : { before, after }
  }
}

const referencesOf = (input: Readonly<Record<string, unknown>>): ExternalReference[] =>
  Array.isArray(input['externalReferences']) ? (input['externalReferences'] as ExternalReference[]) : []

const withoutNulls = <Record extends object>(record: Record): Partial<Record> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as Partial<Record>

/** A file knows a client by its own reference; those of other systems stay. */
function withReferences<Patch extends { externalReferences?: readonly ExternalReference[] }>(client: ClientProfile, patch: Patch): Patch {
  if (patch.externalReferences === undefined) return patch
  const known = new Set(client.externalReferences.map(referenceKey))
  return { ...patch, externalReferences: [...client.externalReferences, ...patch.externalReferences.filter((reference) => !known.has(referenceKey(reference)))] }
}

/** Goals have no ids in a file: one of the same title is the same goal. */
function keepGoalIds<Patch extends { goals?: ClientProfile['goals'] }>(client: ClientProfile, patch: Patch): Patch {
  if (patch.goals === undefined) return patch
  return { ...patch, goals: patch.goals.map((goal) => ({ ...goal, id: client.goals.find(({ title }) => title === goal.title)?.id ?? goal.id })) }
}

/** A file that has only emails says nothing of phones: of a group, what its row leaves empty stays. */
function keepParts<Patch extends Partial<Pick<ClientProfile, 'contact' | 'communicationPreferences' | 'tradingPreferences' | 'risk'>>>(client: ClientProfile, patch: Patch): Patch {
  const groups = ['contact', 'communicationPreferences', 'tradingPreferences', 'risk'] as const
  const kept = groups.filter((group) => patch[group]).map((group) => [group, { ...client[group], ...withoutEmpty(patch[group] ?? {}) }])
  return { ...patch, ...(Object.fromEntries(kept) as Partial<Patch>) }
}

const withoutEmpty = (group: object): object => Object.fromEntries(Object.entries(group).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)))
