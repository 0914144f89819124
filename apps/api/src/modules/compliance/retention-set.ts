import type { RetentionSource } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import { dueOf, planOf, recordClasses, type HeldSpan, type Kept, type RetentionRules } from './retention'

/** A version of how long which records are kept. */
export interface RetentionSet extends RetentionRules {
  /** From 1 on, one more with each change. */
  version: number
  id: string
  source: RetentionSource
  reason: string
  /** Null: the product itself, from the file. */
  madeBy: UserId | null
  madeAt: Date
}

/** A rule that differs between two versions: the regime's name, or years; null: not kept. */
export interface RuleChange {
  field: string
  before: string | number | null
  after: string | number | null
}

/** What differs between two versions. */
export function changesBetween(before: RetentionRules, after: RetentionRules): RuleChange[] {
  const all = [{ field: 'regime', before: before.regime, after: after.regime }, ...recordClasses.map((name) => ({ field: name, before: before.years[name] ?? null, after: after.years[name] ?? null }))]
  return all.filter((change) => change.before !== change.after)
}

/** What is wrong with rules, by the input's fields. @param regimes those of the firm's file, whose years are the least. */
export function faultsOfRules({ regime, years }: RetentionRules, regimes: readonly RetentionRules[]): { path: string; message: string }[] {
  const least = regimes.find((known) => known.regime === regime)?.years ?? {}
  if (regime === 'NONE') return Object.keys(years).length > 0 ? [{ path: 'years', message: 'must be empty: NONE keeps nothing' }] : []
  if (Object.keys(years).length === 0) return [{ path: 'years', message: 'must name what is kept, or the regime be NONE' }]
  return recordClasses.flatMap((name) =>
    (years[name] ?? 0) < (least[name] ?? 0) ? [{ path: `years.${name}`, message: `must be at least ${least[name]} years under ${regime}; rules of one’s own have another name` }] : [],
  )
}

/** What is kept of one erased client, and what would become of it. */
export interface Moved {
  kept: readonly Kept[]
  /** When more is to go; null: not by itself. */
  due: Date | null
  atOnce: boolean
  earlier: boolean
  later: boolean
}

/** What is kept of an erased client by other rules: all of it still, though what they keep no longer until this very moment. */
export function movedTo(rules: RetentionRules, { kept, holds, now }: { kept: readonly Kept[]; holds: readonly HeldSpan[]; now: Date }): Moved {
  const plan = planOf({ classes: kept.map((one) => one.class), holds, rules, now })
  const next = new Map(plan.kept.map((one) => [one.class, one]))
  const moved = kept.map((one) => next.get(one.class) ?? { ...one, until: now.toISOString() })
  const days = kept.map((one, index) => [one.until ?? 'never', moved[index]?.until ?? 'never'] as const)
  return {
    kept: moved,
    due: dueOf(moved),
    atOnce: plan.gone.length > 0,
    earlier: days.some(([was, is]) => is < was),
    later: days.some(([was, is]) => is > was),
  }
}
