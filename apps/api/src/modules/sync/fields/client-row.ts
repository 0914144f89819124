import type { Fault } from '../../../platform/errors/domain-error'
import type { Texts } from '../reading/columns'
import { clientFields, neededOfClient } from './client-fields'
import { readFields, type RowAround } from './field'
import { contentOf, hashOf, type Ordinals } from './row-content'

/** A client as the API's `createClient` takes it, and by whose email it is owned. */
export interface ReadClient {
  input: Record<string, unknown>
  ownerEmail: string | null
}

const countryField = 'contact.addresses.country'

type Values = ReadonlyMap<string, unknown>

// `risk.score` is the member `score` of the input's `risk`.
function membersOf(values: Values, name: string): Record<string, unknown> | null {
  const found = [...values].filter(([field]) => field.startsWith(`${name}.`)).map(([field, value]) => [field.slice(name.length + 1), value] as const)
  return found.length === 0 ? null : Object.fromEntries(found)
}

function group(values: Values, name: string): Record<string, unknown> {
  const members = membersOf(values, name)
  return members === null ? {} : { [name]: members }
}

function addressesOf(values: Values, country: string): object[] {
  const members = membersOf(values, 'contact.addresses')
  return members === null ? [] : [{ lines: [], country, ...members, label: 'OTHER' }]
}

function contactOf(values: Values, country: string): Record<string, unknown> {
  const emails = (values.get('contact.emails') ?? []) as string[]
  const phones = (values.get('contact.phones') ?? []) as string[]
  const addresses = addressesOf(values, country)
  const contact = {
    ...(emails.length > 0 && { emails: emails.map((email, index) => ({ address: email, label: 'OTHER', primary: index === 0 })) }),
    ...(phones.length > 0 && { phones: phones.map((number, index) => ({ number, label: 'OTHER', primary: index === 0 })) }),
    ...(addresses.length > 0 && { addresses }),
  }
  return Object.keys(contact).length === 0 ? {} : { contact }
}

/**
 * Reads one row of a file of clients. A row that names no client of its source is named by its content, so that it is found again.
 * @param source the system that the file came from. @param ordinals has seen all rows before this one.
 */
export function readClient(texts: Texts, source: string, around: RowAround, ordinals: Ordinals): ReadClient | Fault[] {
  const content = contentOf(texts)
  const ordinal = ordinals.next(content)
  const place = readFields(clientFields, new Map([...texts].filter(([field]) => field === countryField)), around)
  const country = String(place.values.get(countryField) ?? around.country)
  const { values, faults } = readFields(clientFields, texts, { ...around, country })
  const missing = neededOfClient.filter((field) => !texts.has(field)).map((field) => ({ path: field, message: 'is missing' }))
  if (faults.length + missing.length > 0) return [...missing, ...faults]
  const reference = values.get('externalReference') ?? `row-${hashOf(content.toString('base64'), ordinal).toString('base64url').slice(0, 22)}`
  const plain = ['kind', 'displayName', 'lifecycleStage', 'tags'].filter((field) => values.has(field)).map((field) => [field, values.get(field)] as const)
  return {
    input: {
      ...Object.fromEntries(plain),
      ...contactOf(values, country),
      ...group(values, 'communicationPreferences'),
      ...group(values, 'tradingPreferences'),
      ...group(values, 'risk'),
      ...group(values, 'sensitive'),
      externalReferences: [{ source, value: reference }],
    },
    ownerEmail: (values.get('ownerEmail') as string | undefined)?.toLowerCase() ?? null,
  }
}
