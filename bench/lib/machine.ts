import { execFileSync } from 'node:child_process'
import { cpus, totalmem, type } from 'node:os'

/** What the figures were measured on, in one line. */
export function machine(): string {
  const [cpu] = cpus()
  const gibibytes = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${gibibytes} GiB, ${type()}, Node ${process.versions.node}`
}

/** The commit that was measured; what was changed since is said. */
export function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', ':!bench/RESULTS.md') !== ''
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`
  } catch {
    return 'unknown commit'
  }
}
