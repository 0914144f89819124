import type { ClientId, EventId, InteractionId } from '@brokersync/schema/ids'
import type { Actor } from '../../platform/directory/actor'
import type { Directory } from '../../platform/directory/directory'
import { StandsNoMore, whileStanding } from '../../platform/directory/standing'
import { badInput, conflict, type DomainError } from '../../platform/errors/domain-error'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { AlreadyClaimed, ExpectationFailed, type Claim, type Commit, type Origin } from '../../platform/postgres/commit'
import { claimOf, keptKey } from '../../platform/postgres/idempotently'
import { eventOf, sealTexts } from './interaction-events'
import { decodeInteractionId, encodeInteractionId, randomHash } from './interaction-id'
import { eventTypeOf, keyOwnerOf, type Interaction } from './interaction'
import type { OrderBook, OrderBooks } from './order-book'
import { isFill } from './order-recording'
import type { Recording } from './recording'
import type { References } from './references'
import type { Recorded, RecordedStore } from './store/recorded.store'

/** One thing to record, and how it is told from the same thing sent again. */
export interface Request {
  recording: Recording
  operation: string
  /** The caller's idempotency key, and the input that it stands for. */
  idempotency?: { key: string; input: unknown } | undefined
  /** What names the same fact wherever it comes from; a fill has a natural key of its own. */
  naturalKey?: string | undefined
}

/** What came of a request; `path` is the field of the input that a refusal speaks of. */
export type Outcome = { interaction: Interaction; isNew: boolean } | { refusal: DomainError; path: string }

export const isRefused = (outcome: Outcome): outcome is Extract<Outcome, { refusal: DomainError }> => 'refusal' in outcome

/** Who records: an actor, whose permission is asked for, and the origin that is written down. */
export interface Caller {
  actor: Actor
  origin: Origin
  /** Nobody reads at once what is recorded, so the view is not waited for. */
  inBackground?: boolean
}

interface Known {
  recorded: Map<string, Recorded>
  used: Map<string, { inputHash: Buffer; id: InteractionId }>
  orders: OrderBook
}

interface Plan {
  outcomes: Outcome[]
  fresh: Interaction[]
  recorded: Recorded[]
  claims: Claim[]
}

/** What else belongs to the unit of work, by what came of the requests. */
export type Further = (outcomes: readonly Outcome[]) => Promise<Pick<Commit, 'events' | 'claims'>>

const attempts = 3
const nothingFurther: Further = () => Promise.resolve({})

interface Parts {
  keys: Keys
  directory: Directory
  references: References
  orders: OrderBooks
  recorded: RecordedStore
  commit: Surroundings['commit']
  /** Resolves when the change of an event can be read, or cannot be waited for. */
  readable: (id: EventId) => Promise<void>
}

/** The one way by which interactions come to be: each is accepted when its event is committed, once for its keys. */
export class Recorder {
  constructor(private readonly parts: Parts) {}

  /** Records what can be recorded of some requests, in one unit of work, and answers for each. */
  async record(caller: Caller, requests: readonly Request[], further: Further = nothingFurther): Promise<Outcome[]> {
    for (let attempt = 1; ; attempt += 1) {
      const refusals = await this.refusals(caller.actor, requests)
      const plan = this.plan(caller, requests, refusals, await this.known(caller, requests))
      const rest = await further(plan.outcomes)
      try {
        await this.commit(caller, plan, rest)
        return plan.outcomes
      } catch (error) {
        // The same was recorded, or a client erased, while this one was under way: then it is known now.
        const isMet = (error instanceof AlreadyClaimed && plan.claims.length > 0) || (error instanceof ExpectationFailed && error.what === 'recorded') || error instanceof StandsNoMore
        if (!isMet || attempt === attempts) throw error
      }
    }
  }

  /** What would come of requests: only the answer is committed. */
  async rehearse(caller: Caller, requests: readonly Request[], further: Further): Promise<Outcome[]> {
    const { outcomes } = this.plan(caller, requests, await this.refusals(caller.actor, requests), await this.known(caller, requests))
    await this.commit(caller, { outcomes, fresh: [], recorded: [], claims: [] }, await further(outcomes))
    return outcomes
  }

  /** The interactions that were recorded under natural keys; nothing of a key under which none was. */
  async recordedAs(facts: readonly { clientId: ClientId; naturalKey: string }[]): Promise<InteractionId[]> {
    return (await this.parts.recorded.byHashes(facts.map((fact) => this.keyHash(fact)))).map(({ id }) => id)
  }

  private async refusals(actor: Actor, requests: readonly Request[]): Promise<(Extract<Outcome, { refusal: DomainError }> | null)[]> {
    const { directory, references } = this.parts
    const [clients, faultsOf] = await Promise.all([
      directory.reachable(actor, 'interactions:write', requests.map(({ recording }) => recording.clientId)),
      references.check(requests.map(({ recording }) => recording)),
    ])
    return requests.map(({ recording }) => references.refusal(clients.get(recording.clientId), faultsOf(recording)))
  }

  private naturalHash({ recording, naturalKey }: Request): Buffer | null {
    const { clientId, content } = recording
    if (content.kind === 'OrderEvent' && content.codes.executionId !== null && (isFill(content.codes) || content.codes.busts !== null)) {
      return this.parts.keys.fingerprint('fill', JSON.stringify([clientId, content.codes.orderId, content.codes.executionId]))
    }
    return naturalKey === undefined ? null : this.keyHash({ clientId, naturalKey })
  }

  private keyHash({ clientId, naturalKey }: { clientId: ClientId; naturalKey: string }): Buffer {
    return this.parts.keys.fingerprint('natural key', JSON.stringify([clientId, naturalKey]))
  }

  private keptKey({ userId }: Actor, operation: string, key: string): string {
    return keptKey(this.parts.keys, { caller: userId, operation, key })
  }

  private contentHash({ occurredAt, content }: Recording): Buffer {
    return this.parts.keys.fingerprint('recorded content', JSON.stringify([occurredAt, content.codes, content.texts]))
  }

  private async known({ actor, inBackground = false }: Caller, requests: readonly Request[]): Promise<Known> {
    const hashes = requests.flatMap((request) => this.naturalHash(request) ?? [])
    const keys = requests.flatMap(({ operation, idempotency }) => (idempotency === undefined ? [] : [{ operation, key: this.keptKey(actor, operation, idempotency.key) }]))
    const [recorded, used, orders] = await Promise.all([
      this.parts.recorded.byHashes(hashes), this.parts.recorded.used(actor.userId, keys), this.parts.orders(requests.map(({ recording }) => recording), inBackground),
    ])
    return {
      orders,
      recorded: new Map(recorded.map((row) => [row.hash.toString('hex'), row])),
      used: new Map(used.map((row) => [`${row.operation} ${row.key}`, row])),
    }
  }

  /** Goes through the requests in their order; a later one knows of those before it. */
  private plan(caller: Caller, requests: readonly Request[], refusals: readonly (Outcome | null)[], known: Known): Plan {
    const plan: Plan = { outcomes: [], fresh: [], recorded: [], claims: [] }
    for (const [index, request] of requests.entries()) {
      const before = this.before(caller, request, known)
      plan.outcomes.push(before ?? refusals[index] ?? this.fresh(caller, request, known, plan))
    }
    return plan
  }

  /** What came of the same request, or of the same fact, before. */
  private before(caller: Caller, request: Request, known: Known): Outcome | null {
    const { operation, idempotency, recording } = request
    const used = idempotency && known.used.get(`${operation} ${this.keptKey(caller.actor, operation, idempotency.key)}`)
    if (idempotency !== undefined && used !== undefined) {
      const { inputHash } = claimOf(this.parts.keys, { caller: caller.actor.userId, operation, key: idempotency.key, input: idempotency.input }, idempotency.key, '')
      if (!inputHash.equals(used.inputHash)) return { refusal: conflict('This idempotency key was used with another input'), path: 'idempotencyKey' }
      return { interaction: this.interaction(caller, recording, used.id), isNew: false }
    }
    const recorded = known.recorded.get(this.naturalHash(request)?.toString('hex') ?? '')
    if (recorded === undefined) return null
    const isSame = request.naturalKey !== undefined || recorded.content.equals(this.contentHash(recording))
    if (!isSame) return { refusal: conflict('This execution of the order was recorded with another content'), path: 'executionId' }
    return { interaction: this.interaction(caller, recording, recorded.id), isNew: false }
  }

  private fresh(caller: Caller, request: Request, known: Known, plan: Plan): Outcome {
    const { recording, operation, idempotency } = request
    const { keys } = this.parts
    const faults = known.orders.faults(recording)
    if (faults.length > 0) return { refusal: badInput(faults), path: '' }
    const natural = this.naturalHash(request)
    const key = idempotency && keys.fingerprint('interaction', JSON.stringify([caller.actor.userId, operation, idempotency.key]))
    const id = encodeInteractionId({ ...recording, hash: natural ?? key ?? randomHash() })
    if (natural !== null) {
      const row = { hash: natural, content: this.contentHash(recording), id }
      known.recorded.set(natural.toString('hex'), row)
      plan.recorded.push(row)
    }
    if (idempotency !== undefined) {
      const claim = claimOf(keys, { caller: caller.actor.userId, operation, key: idempotency.key, input: idempotency.input }, idempotency.key, id)
      known.used.set(`${operation} ${claim.key}`, { inputHash: claim.inputHash, id })
      plan.claims.push(claim)
    }
    const interaction = this.interaction(caller, recording, id)
    plan.fresh.push(interaction)
    known.orders.add(interaction)
    return { interaction, isNew: true }
  }

  private interaction({ origin }: Caller, { clientId, occurredAt, authorId, content }: Recording, id: InteractionId): Interaction {
    // A note sent again is of the time of the first, which its id tells.
    const at = decodeInteractionId(id)?.occurredAt ?? occurredAt
    return { ...content, id, clientId, occurredAt: at, recordedAt: new Date(), authorId: authorId ?? origin.actorId }
  }

  private async commit({ origin, inBackground = false }: Caller, plan: Plan, rest: Pick<Commit, 'events' | 'claims'>): Promise<void> {
    const { keys, commit, readable, recorded } = this.parts
    const sealer = await keys.sealerFor(plan.fresh.map(keyOwnerOf))
    const events = plan.fresh.map((item) => eventOf(eventTypeOf(item), item, sealTexts(sealer, item)))
    const claims = [...plan.claims, ...(rest.claims ?? [])]
    const last = events.at(-1)
    const all = [...events, ...(rest.events ?? [])]
    if (all.length + claims.length === 0) return
    // An interaction is never altered, so its audit names it and does not repeat it.
    const audit = plan.fresh.map((item) => ({ action: eventTypeOf(item), subject: { type: item.kind, id: item.id }, clientIds: [item.clientId as ClientId], changes: null, occurredAt: item.occurredAt }))
    const waiting = last === undefined || inBackground ? undefined : readable(last.id)
    const standing = plan.fresh.length === 0 ? [] : [whileStanding('interactions', plan.fresh.map(({ clientId }) => clientId))]
    await commit({ writes: [...standing, ...recorded.write(plan.recorded)], events: all, audit, claims }, origin)
    await waiting
  }
}
