/** What one run of a contender gave. */
export interface Run {
  /** What the work came to (counts, hashes): contenders that answer differently did not do the same work. */
  answer: string
  /** Figures by name, each with its unit in the name (`seconds`, `p99 ms`, `CPU s`). */
  figures: Readonly<Record<string, number>>
}

/** One way to do the work that is measured. */
export interface Contender {
  name: string
  run(): Promise<Run>
}

/** A figure over all rounds: half of the rounds were below the median. */
export interface Spread {
  median: number
  least: number
  greatest: number
}

/** The runs of each contender, by its name, in the order of the rounds. */
export type Rounds = ReadonlyMap<string, readonly Run[]>

/** A contender's answer was not that of the others: its figures are worth nothing. */
export class WrongAnswer extends Error {}

/**
 * Runs contenders in turn, each round in the opposite order of the one before (A B, B A, …), after a warm-up that is thrown away:
 * so what the machine does beside falls on all alike.
 * @throws {WrongAnswer} when two contenders of one round disagree.
 */
export async function inTurn(contenders: readonly Contender[], options: { rounds: number }): Promise<Rounds> {
  const kept = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round <= options.rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed()
    const runs: [string, Run][] = []
    for (const contender of order) runs.push([contender.name, await contender.run()])
    requireOneAnswer(runs)
    if (round > 0) for (const [name, run] of runs) kept.get(name)?.push(run)
    console.log(`${round === 0 ? 'warm-up' : `round ${round}`}: ${runs.map(([name, run]) => `${name} ${shown(run)}`).join(' · ')}`)
  }
  return kept
}

function requireOneAnswer(runs: readonly [string, Run][]): void {
  const answers = new Set(runs.map(([, run]) => run.answer))
  if (answers.size > 1) throw new WrongAnswer(`The contenders disagree: ${runs.map(([name, run]) => `${name} answers ${run.answer}`).join('; ')}`)
}

const shown = (run: Run): string =>
  Object.entries(run.figures)
    .map(([name, value]) => `${rounded(value)} ${name}`)
    .join(', ')

/** Three digits that count. */
export const rounded = (value: number): string => (Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3))))

const middle = (sorted: readonly number[]): number => {
  const half = Math.floor(sorted.length / 2)
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]]
  return (below + above) / 2
}

/** The median of values, with the least and the greatest. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other)
  return { median: middle(sorted), least: sorted.at(0) ?? Number.NaN, greatest: sorted.at(-1) ?? Number.NaN }
}

/** A contender's figure over all rounds. */
export function figureOf(rounds: Rounds, contender: string, figure: string): Spread {
  return spread(figuresOf(rounds, contender, figure))
}

/** One contender's figure divided by another's of the same round, over all rounds. */
export function ratioOf(rounds: Rounds, [one, other]: readonly [string, string], figure: string): Spread {
  const below = figuresOf(rounds, other, figure)
  return spread(figuresOf(rounds, one, figure).map((value, round) => value / (below[round] ?? Number.NaN)))
}

function figuresOf(rounds: Rounds, contender: string, figure: string): number[] {
  return (rounds.get(contender) ?? []).map((run) => run.figures[figure] ?? Number.NaN)
}

/** The value below which a share (0 to 1) of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
