import type { KeptBecause } from '@brokersync/schema/enums'
import { z } from 'zod'
import { readFirmFile } from '../../platform/firm/yaml-file'

export const recordClasses = ['orders', 'communications', 'notes'] as const
export type RecordClass = (typeof recordClasses)[number]

/** How long the law makes the firm keep what; nothing where no regime is chosen. */
export interface RetentionRules {
  regime: string
  /** Years after the end of a record's own year. */
  years: Readonly<Partial<Record<RecordClass, number>>>
}

/** Rules that the firm's file knows by a name. */
export interface Regime extends RetentionRules {
  /** The law that asks for it, as the file names it. */
  law: string | null
}

/** A class of a client's records that outlives an erasure. */
export interface Kept {
  class: string
  because: KeptBecause
  /** The hold's id, or the regime's name. */
  by: string
  /** The first instant at which it is kept no more (RFC 3339); null: until the hold is released. */
  until: string | null
}

/** A hold on a client, or on what happened in a span. */
export interface HeldSpan {
  id: string
  from: Date | null
  to: Date | null
}

/** What the firm's file says: the rules in force, and all regimes that it knows. */
export interface RetentionFile {
  rules: RetentionRules
  regimes: readonly Regime[]
}

const years = z.int().min(1).max(100).exactOptional()
const regime = z.strictObject({ law: z.string().optional(), orders: years, communications: years, notes: years })
const shape = z.strictObject({ regime: z.string(), regimes: z.record(z.string(), regime).default({}) }).refine(({ regime: name, regimes }) => name === 'NONE' || name in regimes, 'regime must be NONE or one of the regimes')

/** Reads `retention.yaml` of the configuration's folder; without one nothing is kept. @throws {FirmError} with all its faults. */
export async function loadRetention(configDir: string, name = 'retention.yaml'): Promise<RetentionFile> {
  const { regime: chosen, regimes } = await readFirmFile(configDir, name, shape, { regime: 'NONE' })
  const known = Object.entries(regimes).map(([named, { law = null, ...kept }]) => ({ regime: named, law, years: kept }))
  return { rules: { regime: chosen, years: known.find((one) => one.regime === chosen)?.years ?? {} }, regimes: known }
}

const ofYear = /^(orders|communications|notes)-(\d{4})$/

const overlaps = ({ from, to }: HeldSpan, year: number): boolean =>
  (from === null || from < new Date(Date.UTC(year + 1, 0))) && (to === null || to > new Date(Date.UTC(year, 0)))

/** Whether a hold keeps what a client has in a class: one on the whole client all of it, one on a span what happened in the years that it touches. */
export function keeps(hold: HeldSpan, name: string): boolean {
  const parsed = ofYear.exec(name)
  return (hold.from === null && hold.to === null) || (parsed !== null && overlaps(hold, Number(parsed[2])))
}

/** What a plan is made of. */
export interface Planned {
  classes: readonly string[]
  holds: readonly HeldSpan[]
  rules: RetentionRules
  now: Date
  /** What was said to be kept before: rules that became shorter do not undo it by themselves. */
  promised?: readonly Kept[]
}

function keptBy(name: string, { holds, rules, now, promised = [] }: Planned): Kept | null {
  const hold = holds.find((one) => keeps(one, name))
  if (hold !== undefined) return { class: name, because: 'HOLD', by: hold.id, until: null }
  const parsed = ofYear.exec(name)
  const year = Number(parsed?.[2])
  const years = rules.years[parsed?.[1] as RecordClass]
  const duty = years === undefined ? [] : [{ class: name, because: 'DUTY', by: rules.regime, until: new Date(Date.UTC(year + years + 1, 0)).toISOString() } as const]
  const before = promised.filter((one) => parsed !== null && one.class === name && one.because === 'DUTY')
  return latest([...duty, ...before].filter(({ until }) => until !== null && new Date(until) > now)) ?? null
}

/** The one that is kept for longest; without a day, it is that one. */
const latest = (kept: readonly Kept[]): Kept | undefined =>
  kept.find(({ until }) => until === null) ?? kept.toSorted((one, other) => String(one.until).localeCompare(String(other.until))).at(-1)

/**
 * What of a client's classes of records goes at once, and what is kept: by a hold, or by a duty until its day. Who the client is stays
 * as long as any record of what happened.
 */
export function planOf(planned: Planned): { gone: string[]; kept: Kept[] } {
  const { classes } = planned
  const kept = classes.flatMap((name) => keptBy(name, planned) ?? [])
  const last = latest(kept.filter((one) => ofYear.test(one.class)))
  if (last !== undefined && classes.includes('identity') && !kept.some((one) => one.class === 'identity')) kept.push({ ...last, class: 'identity' })
  const names = new Set(kept.map((one) => one.class))
  return { gone: classes.filter((name) => !names.has(name)), kept }
}

/** When more is to go; null: not by itself. */
export const dueOf = (kept: readonly Kept[]): Date | null => {
  const days = kept.flatMap(({ until }) => (until === null ? [] : [until])).toSorted()
  return days[0] === undefined ? null : new Date(days[0])
}
