import type { KeptBecause } from '@brokersync/schema/enums'
import { z } from 'zod'
import { readFirmFile } from '../../platform/firm/yaml-file'

const records = ['orders', 'communications', 'notes'] as const
type RecordClass = (typeof records)[number]

/** How long the law makes the firm keep what; nothing where no regime is chosen. */
export interface RetentionRules {
  regime: string
  /** Years after the end of a record's own year. */
  years: Readonly<Partial<Record<RecordClass, number>>>
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

const regime = z.partialRecord(z.enum(records), z.int().min(1).max(100))
const file = z.strictObject({ regime: z.string(), regimes: z.record(z.string(), regime).default({}) }).refine(({ regime: name, regimes }) => name === 'NONE' || name in regimes, 'regime must be NONE or one of the regimes')

/** Reads `retention.yaml` of the configuration's folder; without one nothing is kept. @throws {FirmError} with all its faults. */
export async function loadRetention(configDir: string): Promise<RetentionRules> {
  const { regime: name, regimes } = await readFirmFile(configDir, 'retention.yaml', file, { regime: 'NONE' })
  return { regime: name, years: regimes[name] ?? {} }
}

const ofYear = /^(orders|communications|notes)-(\d{4})$/

const overlaps = ({ from, to }: HeldSpan, year: number): boolean =>
  (from === null || from < new Date(Date.UTC(year + 1, 0))) && (to === null || to > new Date(Date.UTC(year, 0)))

function keptBy(name: string, holds: readonly HeldSpan[], rules: RetentionRules, now: Date): Kept | null {
  const parsed = ofYear.exec(name)
  const year = Number(parsed?.[2])
  const hold = holds.find((one) => (one.from === null && one.to === null) || (parsed !== null && overlaps(one, year)))
  if (hold !== undefined) return { class: name, because: 'HOLD', by: hold.id, until: null }
  const years = rules.years[parsed?.[1] as RecordClass]
  if (years === undefined) return null
  const until = new Date(Date.UTC(year + years + 1, 0))
  return until > now ? { class: name, because: 'DUTY', by: rules.regime, until: until.toISOString() } : null
}

/**
 * What of a client's classes of records goes at once, and what is kept: by a hold, or by a duty until its day. Who the client is stays
 * as long as any record of what happened.
 */
export function planOf({ classes, holds, rules, now }: { classes: readonly string[]; holds: readonly HeldSpan[]; rules: RetentionRules; now: Date }): { gone: string[]; kept: Kept[] } {
  const kept = classes.flatMap((name) => keptBy(name, holds, rules, now) ?? [])
  const records = kept.filter((one) => ofYear.test(one.class))
  const last = records.find(({ until }) => until === null) ?? records.toSorted((one, other) => String(one.until).localeCompare(String(other.until))).at(-1)
  if (last !== undefined && classes.includes('identity') && !kept.some((one) => one.class === 'identity')) kept.push({ ...last, class: 'identity' })
  const names = new Set(kept.map((one) => one.class))
  return { gone: classes.filter((name) => !names.has(name)), kept }
}

/** When more is to go; null: not by itself. */
export const dueOf = (kept: readonly Kept[]): Date | null => {
  const days = kept.flatMap(({ until }) => (until === null ? [] : [until])).toSorted()
  return days[0] === undefined ? null : new Date(days[0])
}
