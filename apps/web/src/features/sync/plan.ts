import type { DateOrder, StartImportInput } from '../../generated/graphql'
import type { Mapping } from './guess-mapping'
import { importFields, requiredFields, type FileKind } from './import-fields'
import type { Encoding } from './read-preview'

/** All that is decided about an import before it starts. */
export interface Plan {
  kind: FileKind
  mapping: Mapping
  /** A field → the value of all rows; empty text is none. */
  defaults: Readonly<Record<string, string>>
  source: string
  /** IANA zone of dates without an hour; null is the firm's. */
  timeZone: string | null
  /** Null: found from the file. */
  dateOrder: DateOrder | null
  /** Null: found from the file. */
  encoding: Encoding | null
  /** Null: found from the file. */
  delimiter: string | null
}

/** The fields that some column fills. */
export const mappedFields = ({ mapping }: Pick<Plan, 'mapping'>): ReadonlySet<string> =>
  new Set(Object.values(mapping).filter((field) => field !== null))

const addressFields = ['contact.addresses.lines', 'contact.addresses.city', 'contact.addresses.region', 'contact.addresses.postalCode']

/** An address needs its country, from a column or for the whole file. */
const fieldsNeeded = (plan: Plan): string[] => {
  const mapped = mappedFields(plan)
  const country = addressFields.some((field) => mapped.has(field)) ? ['contact.addresses.country'] : []
  return [...requiredFields[plan.kind], ...country]
}

/** The fields that still have neither a column nor a value, by their labels. */
export function missingFields(plan: Plan): string[] {
  const mapped = mappedFields(plan)
  const missing = fieldsNeeded(plan).filter((field) => !mapped.has(field) && !plan.defaults[field]?.trim())
  return missing.map((name) => importFields[plan.kind].find((field) => field.name === name)?.label ?? name)
}

/** The fields that can have one value for the whole file, since no column fills them; what is needed comes first. */
export function fieldsToDefault(plan: Plan) {
  const mapped = mappedFields(plan)
  const needed = fieldsNeeded(plan)
  const open = importFields[plan.kind].filter(({ name, hasDefault }) => hasDefault && !mapped.has(name))
  return open.toSorted((one, other) => Number(needed.includes(other.name)) - Number(needed.includes(one.name)))
}

/** What the server is asked to import. */
export function toInput(plan: Plan, dryRun: boolean, idempotencyKey: string): StartImportInput {
  const mapped = mappedFields(plan)
  const mapping = Object.entries(plan.mapping).filter(([, field]) => field !== null)
  const defaults = Object.entries(plan.defaults).filter(([field, value]) => !mapped.has(field) && value.trim() !== '')
  return {
    idempotencyKey,
    kind: plan.kind,
    format: 'CSV',
    mapping: Object.fromEntries(mapping),
    defaults: Object.fromEntries(defaults),
    source: plan.source.trim(),
    dryRun,
    options: { timeZone: plan.timeZone, dateOrder: plan.dateOrder, encoding: plan.encoding, delimiter: plan.delimiter },
  }
}
