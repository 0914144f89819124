import type { LoggedEvent } from './log'

/** Reads what stands in the log after a position, oldest first, at most so much; and how far the log goes. */
export type ReadOn = (after: number, limit: number) => Promise<{ events: LoggedEvent[]; end: number }>

/** At most so many are held. */
const most = 1_000
/** Milliseconds after which the log is looked at even though nobody said that it grew: a signal can be lost. */
const goodFor = 250

/**
 * The last events of the log, read once for all who follow it in this process: there are some dozens, and each would read every event to see that most are not for it.
 * Who is further behind reads the log itself.
 */
export class Recent {
  /** One behind the other without a gap, up to `end`. */
  private events: LoggedEvent[] = []
  private end: number | null = null
  private readAt = 0
  private reading: Promise<number> | null = null
  /** How often it was said that the log may have grown, and how often when it was last read. */
  private said = 1
  private seen = 0

  constructor(private readonly readOn: ReadOn) {}

  /** The log may have grown: whoever asks from now on is given no less than what stands in it now. */
  grown(): void {
    this.said += 1
  }

  /** How far the log goes: no less far than when it was last said to have grown. */
  async head(): Promise<number> {
    const wanted = this.said
    if (this.end !== null && this.seen >= wanted && Date.now() - this.readAt < goodFor) return this.end
    for (;;) {
      const end = await (this.reading ??= this.read())
      // It may have been on its way already when the log grew.
      if (this.seen >= wanted) return end
    }
  }

  /** What stands after a position, up to another; null where that is no more, or not yet, held. */
  between(after: number, upTo: number): readonly LoggedEvent[] | null {
    const first = this.events[0]?.position ?? (this.end ?? Infinity) + 1
    return after + 1 < first ? null : this.events.slice(after + 1 - first, Math.max(0, upTo + 1 - first))
  }

  private async read(): Promise<number> {
    const { said } = this
    const readAt = Date.now()
    try {
      // At first nothing is held: whoever starts reads from where it was.
      const { events, end } = await this.readOn(this.end ?? Number.MAX_SAFE_INTEGER, most + 1)
      this.events = events.length > most ? [] : [...this.events, ...events].slice(-most)
      Object.assign(this, { end, readAt, seen: said })
      return end
    } finally {
      this.reading = null
    }
  }
}
