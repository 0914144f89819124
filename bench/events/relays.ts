import { setTimeout as sleep } from 'node:timers/promises'
import { cpuSeconds } from '../lib/processes'
import { start, type Program } from '../lib/program'
import { percentile, type Contender, type Run } from '../lib/runner'
import type { Ground } from './server'

/** By their names, the paths that relay-program.ts knows. */
const paths = { 'our log': 'ours', 'graphile-worker': 'graphile-worker', 'pg-boss': 'pg-boss', 'pg_notify alone': 'notify' }

/** Every path in a process of its own; this process sends, so that a busy path does not slow its own load down. */
export async function startPaths(ground: Ground): Promise<{ programs: ReadonlyMap<string, Program>; end: () => Promise<void> }> {
  const programs = new Map<string, Program>()
  for (const [name, path] of Object.entries(paths)) {
    programs.set(name, await start(new URL('relay-program.ts', import.meta.url), { BENCH_DATABASE_URL: ground.url, BENCH_PATH: path }))
  }
  return { programs, end: async () => void (await Promise.all([...programs.values()].map((program) => program.end()))) }
}

let last = 0

/** Mutations that are due at a fixed rate, whether or not the ones before are done. */
export function latencyContenders(ground: Ground, programs: ReadonlyMap<string, Program>, load: { rate: number; count: number }): Contender[] {
  return [...programs].map(([name, program]) => ({ name, run: () => latency(ground, program, load) }))
}

async function latency(ground: Ground, program: Program, { rate, count }: { rate: number; count: number }): Promise<Run> {
  const cpu = cpuSeconds(program.pid, ground.pid)
  const began = Number(process.hrtime.bigint()) / 1e6
  const sends: Promise<void>[] = []
  for (let index = 0; index < count; index += 1) {
    const due = began + (index * 1_000) / rate
    const early = due - Number(process.hrtime.bigint()) / 1e6
    if (early > 0) await sleep(early)
    last += 1
    sends.push(program.ask('send', { number: last, due }))
  }
  await Promise.all(sends)
  const { wrong, toHandler, toCommit } = await program.ask<{ wrong: number; toHandler: number[]; toCommit: number[] }>('latencies')
  const used = cpuSeconds(program.pid, ground.pid) - cpu
  const [p50, p99] = [percentile(toHandler, 0.5), percentile(toHandler, 0.99)]
  return {
    answer: `${toHandler.length} handled, ${wrong} wrongly`,
    figures: { 'p50 ms': p50, 'p99 ms': p99, 'p99 ms to the commit': percentile(toCommit, 0.99), 'CPU s for 1,000': (used / count) * 1_000 },
  }
}

/** Batches of mutations as fast as they are taken, till the last is handled. */
export function floodContenders(ground: Ground, programs: ReadonlyMap<string, Program>, load: { batches: number; size: number }): Contender[] {
  return [...programs].map(([name, program]) => ({ name, run: () => flood(ground, program, load) }))
}

async function flood(ground: Ground, program: Program, { batches, size }: { batches: number; size: number }): Promise<Run> {
  const cpu = cpuSeconds(program.pid, ground.pid)
  const count = batches * size
  const { seconds, wrong } = await program.ask<{ seconds: number; wrong: number }>('flood', { from: last + 1, batches, size })
  last += count
  const used = cpuSeconds(program.pid, ground.pid) - cpu
  return { answer: `${count} handled, ${wrong} wrongly`, figures: { 'events/s': count / seconds, 'CPU s for 1,000': (used / count) * 1_000 } }
}
