import { readdirSync, readFileSync } from 'node:fs'
import { whenLaunched, type Product } from '../../bench/lib/product'
import type { Random } from '../lib/random'

/**
 * What is killed: the server; the database's first process; one of its backends, upon which it recovers by itself;
 * the supervisor alone, which leaves both behind; all of them at once, as when the power fails.
 */
export const kinds = ['server', 'postgres', 'backend', 'supervisor', 'everything'] as const
export type Kind = (typeof kinds)[number]

/** After these, nobody is left to start anything: `npm start` is run again, as its user would. */
export const needsStart = (kind: Kind): boolean => kind === 'supervisor' || kind === 'everything'

/** The supervisor gives up what dies five times in a row within seconds; so often in a row it is spared. */
const inARow = 2

/** Which is killed next: by chance, but never one thing so often that the supervisor would give it up. */
export function planKills(random: Random): () => Kind {
  let deaths = 0
  return () => {
    const wished = random.of<Kind>(['server', 'server', 'server', 'postgres', 'postgres', 'backend', 'backend', 'supervisor', 'everything'])
    const kind = deaths === inARow && (wished === 'server' || wished === 'postgres') ? random.of<Kind>(['supervisor', 'everything']) : wished
    if (needsStart(kind)) deaths = 0
    else if (kind !== 'backend') deaths += 1
    return kind
  }
}

/** Kills with SIGKILL. */
export async function kill(kind: Kind, product: Product, random: Random): Promise<void> {
  const { server, postgres } = await whenLaunched(product, 10_000)
  const supervisor = product.process.pid ?? 0
  switch (kind) {
    case 'server':
      return end(server)
    case 'postgres':
      return end(postgres)
    case 'backend':
      return end(random.of(backendsOf(postgres)))
    case 'supervisor':
      return end(supervisor)
    case 'everything':
      return [supervisor, server, postgres].forEach(end)
  }
}

function end(pid: number): void {
  process.kill(pid, 'SIGKILL')
}

/** The processes that serve the product's connections. */
function backendsOf(postgres: number): [number, ...number[]] {
  const [first, ...others] = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isBackend(pid, postgres))
  if (first === undefined) throw new Error('the database serves nobody')
  return [first, ...others]
}

function isBackend(pid: number, postgres: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return parent === postgres && readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres: brokersync brokersync ')
  } catch {
    return false // It ended in the meantime.
  }
}
