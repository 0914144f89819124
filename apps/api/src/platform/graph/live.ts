import { DomainError, unavailable } from '../errors/domain-error'

/** The last thing of a subscription that was ended from this side: it becomes the error that says why. */
export class Ended {
  constructor(readonly error: DomainError) {}
}

/** What a subscriber listens to, and whether it still may. */
export interface Subscription<Payload = never> {
  topic: string
  /** The client that it speaks of; empty for none. */
  clientId: string
  /** Asked at each event, and whenever access changed. @throws {DomainError} when it may no more. */
  check: () => Promise<void>
  /** Whether what is published is for this subscriber at all; for each where left out. */
  isFor?: (payload: Payload) => boolean
}

const most = 1_000

class Subscriber<Payload> implements AsyncIterableIterator<Payload | Ended> {
  private readonly queue: (Payload | Ended)[] = []
  private wake: (() => void) | null = null
  private over = false

  constructor(
    readonly subscription: Subscription<Payload>,
    private readonly leave: (subscriber: Subscriber<Payload>) => void,
  ) {}

  push(payload: Payload): void {
    if (this.subscription.isFor?.(payload) === false) return
    // One that reads too slowly is told so, rather than being given a stream with holes.
    if (this.queue.length >= most) this.end(unavailable('This subscription'))
    else this.put(payload)
  }

  end(error: DomainError): void {
    this.queue.length = 0
    this.put(new Ended(error))
  }

  private put(item: Payload | Ended): void {
    this.queue.push(item)
    this.wake?.()
  }

  async recheck(): Promise<void> {
    await this.subscription.check().catch((error: unknown) => {
      this.end(error instanceof DomainError ? error : unavailable('This subscription'))
    })
  }

  async next(): Promise<IteratorResult<Payload | Ended>> {
    for (;;) {
      if (this.over) return { done: true, value: undefined }
      const item = this.queue[0]
      if (item === undefined) {
        await new Promise<void>((resolve) => (this.wake = resolve))
        continue
      }
      if (!(item instanceof Ended)) await this.recheck()
      const value = this.queue.shift()
      if (value === undefined) continue
      if (value instanceof Ended) this.finish()
      return { done: false, value }
    }
  }

  private finish(): void {
    this.over = true
    this.leave(this)
    this.wake?.()
  }

  return(): Promise<IteratorResult<Payload | Ended>> {
    this.finish()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

/** The open subscriptions of this process. */
export class Live {
  private readonly topics = new Map<string, Set<Subscriber<unknown>>>()

  /** What is published to the topic from now on, for as long as the check holds. @throws what the check throws. */
  async subscribe<Payload>(subscription: Subscription<Payload>): Promise<AsyncIterableIterator<Payload | Ended>> {
    await subscription.check()
    const subscriber = new Subscriber<Payload>(subscription, (gone) => {
      const others = this.topics.get(subscription.topic)
      others?.delete(gone as Subscriber<unknown>)
      if (others?.size === 0) this.topics.delete(subscription.topic)
    })
    const subscribers = this.topics.get(subscription.topic) ?? new Set()
    // Its topic says what is published to it.
    this.topics.set(subscription.topic, subscribers.add(subscriber as unknown as Subscriber<unknown>))
    return subscriber
  }

  hasSubscribers(topic: string): boolean {
    return this.topics.has(topic)
  }

  publish(topic: string, payload: unknown): void {
    for (const subscriber of this.topics.get(topic) ?? []) subscriber.push(payload)
  }

  /** Who may reach these clients has changed: the open subscriptions that speak of them are checked at once. */
  async recheck(clientIds: ReadonlySet<string>): Promise<void> {
    const concerned = [...this.topics.values()].flatMap((subscribers) => [...subscribers]).filter(({ subscription }) => clientIds.has(subscription.clientId))
    await Promise.all(concerned.map((subscriber) => subscriber.recheck()))
  }
}
