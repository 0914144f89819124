import { badInput, type DomainError, type Fault } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import { idempotently, keyFaults } from '../../platform/postgres/idempotently'
import type { ContentOf, Interaction, Kind } from './interaction'
import type { Input } from './once-for-its-key'
import { isRefused, type Outcome, type Recorder, type Request } from './recorder'
import type { RecordingName, Recordings } from './recording'

/** One of many: what it is, under its name in the input, and its own input. */
export interface Entry {
  index: number
  /** The field of the input that holds it. */
  field: string
  name: RecordingName
  input: Input
}

export interface Accepted {
  index: number
  id: string
}

export interface Rejected {
  index: number
  fields: readonly Fault[]
}

export interface RecordedMany {
  accepted: Accepted[]
  rejected: Rejected[]
}

const most = 1_000

/** What is wrong with an entry by itself, or the request that it makes. */
type Read = { request: Request; faults?: undefined } | { request?: undefined; faults: Fault[] }

const faultsOf = (error: DomainError, path: string): Fault[] => (error.details['fields'] as Fault[] | undefined) ?? [{ path, message: error.message }]

/** Records what happened: one thing, or many at once. */
export class InteractionService {
  constructor(private readonly parts: { recordings: Recordings; recorder: Recorder; database: Database; keys: Keys }) {}

  /** @throws {DomainError} BAD_USER_INPUT with all faults; NOT_FOUND for a client out of reach; CONFLICT for an inactive one, or a key or fill used with another content. */
  async record<Of extends Kind>(context: RequestContext, name: RecordingName, input: Input, _kind: Of): Promise<Extract<Interaction, ContentOf<Of>>> {
    const { request, faults } = this.read(name, input)
    if (request === undefined) throw badInput(faults)
    const [outcome] = await this.parts.recorder.record(context, [request])
    if (outcome === undefined || isRefused(outcome)) throw outcome?.refusal ?? new Error('A request without an outcome')
    // The recording of this name makes this kind.
    return outcome.interaction as Extract<Interaction, ContentOf<Of>>
  }

  /** Up to 1,000 of any kind: what is wrong with one does not hold back the others. The same key again gives the first answer. */
  async recordMany(context: RequestContext, entries: readonly (Entry | Rejected)[], idempotencyKey: string | null): Promise<RecordedMany> {
    if (entries.length > most) throw badInput([{ path: 'interactions', message: 'must have at most 1,000 entries' }])
    const { database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation: 'recordInteractions', key: idempotencyKey, input: entries }
    return idempotently(
      { database, schema: 'interactions', keys },
      repeatable,
      (claims) => this.recordEntries(context, entries, (result) => claims(JSON.stringify(result))),
      // It was written by the line above.
      (result) => Promise.resolve(JSON.parse(result) as RecordedMany),
    )
  }

  private async recordEntries(context: RequestContext, entries: readonly (Entry | Rejected)[], claims: (result: RecordedMany) => ReturnType<Parameters<Parameters<typeof idempotently>[2]>[0]>) {
    const rejected: Rejected[] = []
    const requests: { entry: Entry; request: Request }[] = []
    for (const entry of entries) {
      if ('fields' in entry) {
        rejected.push(entry)
        continue
      }
      const { request, faults } = this.read(entry.name, entry.input)
      if (request === undefined) rejected.push(within(entry, faults))
      else requests.push({ entry, request })
    }
    const resultOf = (outcomes: readonly Outcome[]): RecordedMany => {
      const answers = outcomes.map((outcome, at) => {
        const entry = requests[at]?.entry ?? { index: at, field: '' }
        return isRefused(outcome) ? within(entry, faultsOf(outcome.refusal, outcome.path)) : { index: entry.index, id: outcome.interaction.id }
      })
      return {
        accepted: answers.filter((answer) => 'id' in answer),
        rejected: [...rejected, ...answers.filter((answer) => 'fields' in answer)].sort((a, b) => a.index - b.index),
      }
    }
    const outcomes = await this.parts.recorder.record(context, requests.map(({ request }) => request), (planned) => Promise.resolve({ claims: claims(resultOf(planned)) }))
    return resultOf(outcomes)
  }

  private read(name: RecordingName, { idempotencyKey, ...input }: Input): Read {
    const { value, faults = [] } = this.parts.recordings.parse(name, input)
    const ofKey = keyFaults(idempotencyKey)
    if (value === undefined || ofKey.length > 0) return { faults: [...faults, ...ofKey] }
    return { request: { recording: value, operation: name, ...(idempotencyKey && { idempotency: { key: idempotencyKey, input } }) } }
  }
}

const within = ({ index, field }: Pick<Entry, 'index' | 'field'>, faults: readonly Fault[]): Rejected => ({
  index, fields: faults.map(({ path, message }) => ({ path: path === '' ? field : `${field}.${path}`, message })),
})
