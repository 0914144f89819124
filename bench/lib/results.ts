import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { commit, machine } from './machine'
import { figureOf, rounded, type Rounds, type Spread } from './runner'

/** One figure held against its goal. */
export interface Finding {
  /** What was measured, as a phrase with its unit. */
  what: string
  figure: Spread
  /** The peer or the limit that ran in the same rounds. */
  against: string
  /** Left out where a figure only explains another. */
  goal?: { text: string; met: boolean }
}

/** All rounds of one comparison, for the absolute figures. */
export interface Comparison {
  title: string
  rounds: Rounds
}

export interface Report {
  bench: string
  /** What was done, and how it was made comparable: a paragraph. */
  about: string
  /** The first is the one that the last line tells. */
  findings: readonly [Finding, ...Finding[]]
  comparisons: readonly Comparison[]
}

const file = fileURLToPath(new URL('../RESULTS.md', import.meta.url))

const title = `# What was measured

Written by \`npm run bench -- NAME\`, which runs peers and limits in the same rounds. A figure is the median over the rounds, with the least and the greatest.
`

/** Writes a bench's section of RESULTS.md, and the last line of the run. */
export function publish(report: Report, options: { write: boolean }): void {
  const text = section(report)
  console.log(`\n${text}`)
  if (options.write) replaceSection(report.bench, text)
  const [{ figure, against }] = report.findings
  const ratio = { ratio: digits(figure.median), least: digits(figure.least), greatest: digits(figure.greatest), against }
  const goals = report.findings.flatMap(({ what, figure: { median }, goal }) => (goal === undefined ? [] : [{ what, figure: digits(median), goal: goal.text, met: goal.met }]))
  console.log(JSON.stringify({ bench: report.bench, ...ratio, goals }))
}

const digits = (value: number): number => Number(value.toPrecision(4))

function section({ bench, about, findings, comparisons }: Report): string {
  const when = new Date().toISOString().slice(0, 10)
  const rows = findings.map(({ what, figure, against, goal }) => `| ${what} | ${inWords(figure)} | ${against} | ${goal?.text ?? ''} | ${verdict(goal)} |`)
  return [
    `## ${bench}`, '', `${when} · commit ${commit()} · ${machine()}`, '', about, '',
    '| measured | median (least to greatest) | against | goal | |', '| --- | --- | --- | --- | --- |', ...rows, '',
    ...comparisons.flatMap(absolutes),
  ].join('\n')
}

const verdict = (goal: Finding['goal']): string => (goal === undefined ? '' : goal.met ? 'met' : '**NOT met**')

const inWords = ({ median, least, greatest }: Spread): string => (Number.isNaN(median) ? '' : `${rounded(median)} (${rounded(least)} to ${rounded(greatest)})`)

function absolutes({ title: name, rounds }: Comparison): string[] {
  const figures = [...new Set([...rounds.values()].flatMap((runs) => runs.flatMap((run) => Object.keys(run.figures))))]
  const row = (contender: string) => `| ${contender} | ${figures.map((figure) => inWords(figureOf(rounds, contender, figure))).join(' | ')} |`
  return [`### ${name}`, '', `| | ${figures.join(' | ')} |`, `| --- |${' --- |'.repeat(figures.length)}`, ...[...rounds.keys()].map(row), '']
}

function replaceSection(bench: string, text: string): void {
  const [, ...others] = (existsSync(file) ? readFileSync(file, 'utf8') : '').split(/^(?=## )/m)
  const kept = others.filter((other) => !other.startsWith(`## ${bench}\n`))
  const sections = [...kept, text].map((one) => one.trim()).toSorted()
  writeFileSync(file, `${[title.trim(), ...sections].join('\n\n')}\n`)
}
