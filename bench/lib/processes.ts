import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100

interface Process {
  pid: number
  parent: number
  /** CPU seconds of its own, and of the children that have ended. */
  seconds: number
}

function processes(): Process[] {
  if (!existsSync('/proc/self/stat')) throw new Error('The processor time of other processes is read from /proc, which only Linux has.')
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readOrNothing(`/proc/${name}/stat`)
      if (stat === undefined) return []
      const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const [user, system, childUser, childSystem] = rest.slice(9, 13).map(Number)
      return [{ pid: Number(name), parent: Number(parent), seconds: ((user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0)) / ticksPerSecond }]
    })
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // The process ended in the meantime.
  }
}

/** CPU seconds that these processes and all below them have used so far, those that ended included. */
export function cpuSeconds(...roots: readonly number[]): number {
  const all = processes()
  const counted = new Set<number>(roots)
  for (let size = 0; size < counted.size; ) {
    size = counted.size
    for (const { pid, parent } of all) if (counted.has(parent)) counted.add(pid)
  }
  return all.filter(({ pid }) => counted.has(pid)).reduce((sum, { seconds }) => sum + seconds, 0)
}

/** A process's resident memory in MB (10^6 bytes), undefined where it has ended. */
export function residentMegabytes(pid: number): number | undefined {
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(readOrNothing(`/proc/${pid}/status`) ?? '')?.[1]
  return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6
}

/** The processes that a process has started itself. */
export function childrenOf(pid: number): number[] {
  return processes()
    .filter(({ parent }) => parent === pid)
    .map((child) => child.pid)
}
