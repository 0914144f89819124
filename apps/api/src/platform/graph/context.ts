import DataLoader from 'dataloader'
import type { Actor } from '../directory/actor'
import { nameOfOperation, ReadRecord } from '../audit/audit'
import { unauthenticated } from '../errors/domain-error'
import type { Origin } from '../postgres/commit'

type Batch<Key, Value> = (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>

/** One operation of one caller: who asks, what it read so far, and what it has loaded. */
export class RequestContext {
  readonly reads = new ReadRecord()
  private named = ''
  private readonly loaders = new Map<unknown, DataLoader<never, unknown>>()

  constructor(
    readonly actorOrNull: Actor | null,
    readonly requestId: string,
    /** Where it came from; left out where no caller is at the other end. */
    private readonly from: Pick<Origin, 'address' | 'agent'> = {},
    /** This server as the caller named it, over HTTP: `https://host:port`. */
    readonly reachedAt: string | null = null,
  ) {}

  /** @throws {DomainError} UNAUTHENTICATED; a field with a rule is never resolved without an actor. */
  get actor(): Actor {
    if (this.actorOrNull === null) throw unauthenticated()
    return this.actorOrNull
  }

  /** Which operation it is, as the trail tells of it; empty until that is known. */
  get operation(): string {
    return this.named
  }

  /** @param name what its caller calls it. */
  operationIs(kind: string, name: string | null | undefined): void {
    this.named = `${nameOfOperation(kind, name)}${this.actorOrNull?.preview === true ? ' in a preview of what another sees' : ''}`
  }

  get origin(): Origin {
    return { actorId: this.actorOrNull?.userId ?? null, credential: this.actorOrNull?.credential ?? 'none', requestId: this.requestId, ...this.from, ...(this.operation !== '' && { reading: { operation: this.operation, record: this.reads } }) }
  }

  /** Forgets what was loaded: each event of a subscription is read anew. */
  forgetLoaded(): void {
    this.loaders.clear()
  }

  /** The DataLoader of this operation under a name; made at its first use, so that a list's rows are fetched together. */
  loader<Key, Value>(name: string, batch: Batch<Key, Value>): DataLoader<Key, Value> {
    const known = this.loaders.get(name)
    // The name stands for one batch function, whose types are the loader's.
    if (known !== undefined) return known as unknown as DataLoader<Key, Value>
    const made = new DataLoader<Key, Value>(batch)
    this.loaders.set(name, made as unknown as DataLoader<never, unknown>)
    return made
  }
}
