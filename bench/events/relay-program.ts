import { answer } from '../lib/program'
import { openGraphileWorker } from './graphile-worker'
import { clientIds, eachInFlight, openGround } from './ground'
import { openNotify } from './notify'
import { openOurLog } from './our-log'
import type { OpenPath } from './path'
import { openPgBoss } from './pg-boss'

/** Sends along one path and handles what arrives, on the clock that all processes of the machine share. */
const paths: Readonly<Record<string, OpenPath>> = { ours: openOurLog, 'pg-boss': openPgBoss, 'graphile-worker': openGraphileWorker, notify: openNotify }
const open = paths[process.env['BENCH_PATH'] ?? '']
if (open === undefined) throw new Error('BENCH_PATH names no path')

/** Milliseconds of the system's monotonic clock. */
const now = () => Number(process.hrtime.bigint()) / 1e6

interface Message {
  due: number
  committed?: number
  handled?: number
}

const { url, database } = openGround()
const ids = await clientIds(database)
const sent = new Map<number, Message>()
let waiting = 0
let twice = 0
let allHandled: () => void = () => undefined

const path = await open({
  url,
  database,
  ids,
  handled(numbers) {
    const at = now()
    for (const number of numbers) note(sent.get(number), at)
    if (waiting === 0) allHandled()
  },
})

/** What is handled twice, or was never sent, is counted: it makes the answer wrong. */
function note(message: Message | undefined, at: number): void {
  if (message === undefined || message.handled !== undefined) return void (twice += 1)
  message.handled = at
  waiting -= 1
}

async function finished(): Promise<void> {
  if (waiting > 0) await new Promise<void>((resolve) => (allHandled = resolve))
}

function expect(numbers: readonly number[], due: number): void {
  for (const number of numbers) sent.set(number, { due })
  waiting += numbers.length
}

function taken(): { messages: Message[]; wrong: number } {
  const messages = [...sent.values()]
  const wrong = twice + messages.filter(({ handled }) => handled === undefined).length
  sent.clear()
  twice = 0
  return { messages, wrong }
}

interface Due {
  number: number
  due: number
}

answer(
  {
    async send(argument) {
      const { number, due } = argument as Due // From the other side of this bench.
      expect([number], due)
      await path.send(number)
      const message = sent.get(number)
      if (message !== undefined) message.committed = now()
    },
    /** @returns milliseconds from the instant at which each was due to its handling, and to its commit. */
    async latencies() {
      await finished()
      const { messages, wrong } = taken()
      return { wrong, toHandler: messages.map(({ due, handled = Number.NaN }) => handled - due), toCommit: messages.map(({ due, committed = Number.NaN }) => committed - due) }
    },
    /** Sends batches as fast as they are taken. @returns the seconds till the last was handled. */
    async flood(argument) {
      const { from, batches, size } = argument as { from: number; batches: number; size: number } // From the other side of this bench.
      const began = now()
      const all = Array.from({ length: batches }, (_, batch) => Array.from({ length: size }, (__, index) => from + batch * size + index))
      for (const numbers of all) expect(numbers, began)
      await eachInFlight(all, (numbers) => path.sendMany(numbers))
      await finished()
      return { seconds: (now() - began) / 1_000, wrong: taken().wrong }
    },
  },
  async () => {
    await path.stop()
    await database.close()
  },
)
