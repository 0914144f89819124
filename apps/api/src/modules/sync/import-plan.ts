import { DateOrder } from '@brokersync/schema/enums'
import { badInput, type Fault } from '../../platform/errors/domain-error'
import type { RowAround } from './fields/field'
import { readFields } from './fields/field'
import { importKinds, type ImportPlan, type ReadyKind } from './import'
import { isEncoding } from './reading/encoding'

/** What `startImport` is given. */
export interface StartImport {
  idempotencyKey?: string | null
  kind: string
  format: string
  mapping: unknown
  defaults?: unknown
  dryRun: boolean
  source: string
  options?: { encoding?: string | null; delimiter?: string | null; timeZone?: string | null; dateOrder?: string | null } | null
}

const ready: readonly string[] = Object.keys(importKinds) satisfies string[]

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

export function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** Collects the faults of an input while it is read. */
class Checks {
  readonly faults: Fault[] = []

  that(holds: boolean, path: string, message: string): void {
    if (!holds) this.faults.push({ path, message })
  }
}

function mappingOf(given: unknown, fields: object, checks: Checks): Record<string, string> {
  const mapping: Record<string, string> = {}
  checks.that(isRecord(given) && Object.keys(given).length > 0, 'mapping', 'must be an object of at least one column of the file to its field')
  if (!isRecord(given)) return mapping
  for (const [column, field] of Object.entries(given)) {
    const known = typeof field === 'string' && Object.hasOwn(fields, field)
    checks.that(known, `mapping.${column}`, `there is no field ${JSON.stringify(field)}; the fields are ${Object.keys(fields).join(', ')}`)
    // Defined rather than set, so that a column may have any name.
    if (known) Object.defineProperty(mapping, column.trim(), { value: field, enumerable: true })
  }
  return mapping
}

const textsOf = (value: unknown): string[] => [value].flat().map((one) => String(one).trim()).filter((text) => text !== '')
const isText = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)

function defaultsOf(given: unknown, fields: object, checks: Checks): Record<string, string[]> {
  checks.that(given === undefined || given === null || isRecord(given), 'defaults', 'must be an object of a field to its value')
  const defaults: Record<string, string[]> = {}
  for (const [field, value] of Object.entries(isRecord(given) ? given : {})) {
    const known = Object.hasOwn(fields, field)
    checks.that(known, `defaults.${field}`, `there is no such field; the fields are ${Object.keys(fields).join(', ')}`)
    checks.that(value === null || [value].flat().every(isText), `defaults.${field}`, 'must be a text, as it would stand in a cell')
    // Several values are what a cell holds with `;` between them.
    const texts = value === null ? [] : textsOf(value)
    if (known && texts.length > 0) defaults[field] = [texts.join(';')]
  }
  return defaults
}

function optionsOf(given: StartImport['options'], zone: string, checks: Checks): Omit<ImportPlan, 'source' | 'mapping' | 'defaults'> {
  const { encoding = null, delimiter = null, timeZone, dateOrder = null } = given ?? {}
  checks.that(encoding === null || isEncoding(encoding), 'options.encoding', 'is no encoding that is known here (utf-8, utf-16le, windows-1252, …)')
  checks.that(delimiter === null || (delimiter.length === 1 && !/["\r\n]/.test(delimiter)), 'options.delimiter', 'must be one character, and neither a quote nor a line end')
  checks.that(!timeZone || isTimeZone(timeZone), 'options.timeZone', 'must be a time zone by its IANA name, such as Europe/London')
  return { encoding, delimiter, timeZone: timeZone ?? zone, dateOrder: dateOrder !== null && Object.hasOwn(DateOrder, dateOrder) ? (dateOrder as DateOrder) : null }
}

/** The values that stand for columns are read once here, so that one that cannot be read does not reject every row. */
function checkDefaults(kind: ReadyKind, defaults: ImportPlan['defaults'], around: RowAround, checks: Checks): void {
  const { faults } = readFields(importKinds[kind].fields, new Map(Object.entries(defaults)), around)
  for (const { path, message } of faults) checks.that(false, `defaults.${path}`, message)
}

/**
 * How a file is to be read, out of what `startImport` was given.
 * @param firm its country and its time zone.
 * @throws {DomainError} BAD_USER_INPUT with all faults at once.
 */
export function planImport(given: StartImport, firm: { country: string; timeZone: string }): { kind: ReadyKind; plan: ImportPlan } {
  const checks = new Checks()
  checks.that(ready.includes(given.kind), 'kind', `${given.kind} cannot be imported yet; ${ready.join(' and ')} can`)
  checks.that(given.format === 'CSV', 'format', `${given.format} cannot be read yet; CSV can`)
  const source = given.source.trim()
  checks.that(source.length >= 1 && source.length <= 60, 'source', 'must name the system that the file comes from, in at most 60 letters')
  if (!ready.includes(given.kind)) throw badInput(checks.faults)
  const kind = given.kind as ReadyKind
  const { fields, required } = importKinds[kind]
  const mapping = mappingOf(given.mapping, fields, checks)
  const defaults = defaultsOf(given.defaults, fields, checks)
  const options = optionsOf(given.options, firm.timeZone, checks)
  checkDefaults(kind, defaults, { country: firm.country, timeZone: firm.timeZone, dateOrders: {} }, checks)
  const there = new Set([...Object.values(mapping), ...Object.keys(defaults)])
  const missing = required.filter((field) => !there.has(field))
  checks.that(missing.length === 0, 'mapping', `every row needs ${missing.join(', ')}: map a column to it, or give it a default`)
  if (checks.faults.length > 0) throw badInput(checks.faults)
  return { kind, plan: { source, mapping, defaults, ...options } }
}
