import { percentile, WrongAnswer, type Contender, type Run } from '../lib/runner'
import { cpuSeconds } from '../lib/processes'
import { start, type Program } from '../lib/program'
import type { Ground } from './server'

/** From the bare statement to all that belongs to a mutation, a part at a time. */
const contenders = {
  'bare mutation': 'bare',
  'unit of work': 'unit',
  '+ sealed': 'unit sealed',
  '+ event': 'unit sealed event',
  '+ audit': 'unit sealed event audit',
  '+ key': 'unit sealed event audit key',
}

/** What stands against what in the ratio. */
export const compared = ['+ key', 'bare mutation'] as const

export interface MutationContenders {
  /** As fast as they are taken. */
  busy: Contender[]
  /** At a fixed rate, which leaves the machine time: what somebody waits for. */
  paced: Contender[]
  end: () => Promise<void>
}

/** The contenders, each in a process of its own, and how to end them. */
export async function mutationContenders(ground: Ground, count: number, load: { rate: number; count: number }): Promise<MutationContenders> {
  const programs: Program[] = []
  const [busy, paced]: [Contender[], Contender[]] = [[], []]
  for (const [name, parts] of Object.entries(contenders)) {
    const program = await start(new URL('mutation-program.ts', import.meta.url), { BENCH_DATABASE_URL: ground.url, BENCH_PARTS: parts })
    programs.push(program)
    busy.push({ name, run: () => change(ground, program, { count, events: parts.includes('event') ? count : 0 }) })
    paced.push({ name, run: () => wait(ground, program, load) })
  }
  return { busy, paced, end: async () => void (await Promise.all(programs.map((program) => program.end()))) }
}

async function wait(ground: Ground, program: Program, load: { rate: number; count: number }): Promise<Run> {
  const versions = await ground.versions()
  const took = await program.ask<number[]>('paced', load)
  return { answer: `${(await ground.versions()) - versions} changes`, figures: { 'p50 ms': percentile(took, 0.5), 'p99 ms': percentile(took, 0.99) } }
}

async function change(ground: Ground, program: Program, expected: { count: number; events: number }): Promise<Run> {
  const versions = await ground.versions()
  const cpu = cpuSeconds(program.pid, ground.pid)
  const { seconds, acknowledged, events } = await program.ask<{ seconds: number; acknowledged: number; events: number }>('change', expected.count)
  const used = cpuSeconds(program.pid, ground.pid) - cpu
  if (events !== expected.events) throw new WrongAnswer(`${events} events stand in the log, not ${expected.events}`)
  return {
    answer: `${(await ground.versions()) - versions} changes`,
    figures: { 'ms each': (seconds / expected.count) * 1_000, 'changes/s': expected.count / seconds, 'acknowledged/s': expected.count / acknowledged, 'CPU s for 1,000': (used / expected.count) * 1_000 },
  }
}
