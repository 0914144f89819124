import type { Browser, Page } from '@playwright/test'
import { percentile } from '../lib/runner'

interface TraceEvent {
  name: string
  pid: number
  tid: number
  ts: number
  dur?: number
}

// The tasks of every thread, and where each frame begins.
const categories = ['disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame']
const frameBegins = 'BeginMainThreadFrame'

/** What a page's main thread did in each frame, in milliseconds, while something was done with it. */
export async function framesOf(browser: Browser, page: Page, doing: () => Promise<void>): Promise<number[]> {
  // A frame is begun every 16.7 ms whether anything moves or not: so whatever the thread does falls into one.
  await page.evaluate('void (function again() { requestAnimationFrame(again) })()')
  await browser.startTracing(page, { categories })
  await doing()
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] } // Chromium's trace event format.
  return busyIn(trace.traceEvents)
}

function busyIn(events: readonly TraceEvent[]): number[] {
  const thread = mainThreadOf(events)
  const own = events.filter(({ pid, tid }) => `${pid} ${tid}` === thread)
  const begins = own.filter(({ name }) => name === frameBegins).map(({ ts }) => ts).toSorted((one, other) => one - other)
  // Tasks do not overlap, but for those that a nested loop runs within another: the outermost are counted.
  const tasks = outermost(own.filter((event): event is Required<TraceEvent> => event.name === 'RunTask' && event.dur !== undefined))
  const frames = begins.slice(1).map((until, index) => ({ from: begins[index] ?? until, until, busy: 0 }))
  let first = 0
  for (const { ts, dur } of tasks) {
    while (first < frames.length && (frames[first]?.until ?? 0) <= ts) first += 1
    for (let at = first; at < frames.length; at += 1) {
      const frame = frames[at]
      if (frame === undefined || frame.from >= ts + dur) break
      frame.busy += Math.min(ts + dur, frame.until) - Math.max(ts, frame.from)
    }
  }
  return frames.map(({ busy }) => busy / 1_000)
}

/** The thread that began the most frames: the page's own, of all that were traced. */
function mainThreadOf(events: readonly TraceEvent[]): string | undefined {
  const begun = new Map<string, number>()
  for (const { name, pid, tid } of events) if (name === frameBegins) begun.set(`${pid} ${tid}`, (begun.get(`${pid} ${tid}`) ?? 0) + 1)
  return [...begun].toSorted(([, one], [, other]) => other - one)[0]?.[0]
}

function outermost(tasks: readonly Required<TraceEvent>[]): Required<TraceEvent>[] {
  let end = Number.NEGATIVE_INFINITY
  return tasks
    .toSorted((one, other) => one.ts - other.ts)
    .filter(({ ts, dur }) => {
      if (ts < end) return false
      end = ts + dur
      return true
    })
}

/** The share of frames in which the thread was busy for longer than a frame of 60 a second lasts. */
export const lateShare = (frames: readonly number[]): number => frames.filter((busy) => busy > 1_000 / 60).length / frames.length

export const p99 = (frames: readonly number[]): number => percentile(frames, 0.99)
