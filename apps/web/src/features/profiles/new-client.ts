import type { ClientKind, CreateClientInput, LifecycleStage } from '../../generated/graphql'
import type { FieldFault } from '../../lib/failure'

/** The form of a new client. Its paths are those of the API's input, so that a fault of the server finds its field. */
export interface NewClient {
  kind: ClientKind
  displayName: string
  lifecycleStage: LifecycleStage
  contact: {
    emails: { address: string }[]
    phones: { number: string }[]
  }
  tags: string[]
  ownerId: string | null
}

export const emptyClient: NewClient = {
  kind: 'ORGANISATION',
  displayName: '',
  lifecycleStage: 'PROSPECT',
  contact: { emails: [{ address: '' }], phones: [{ number: '' }] },
  tags: [],
  ownerId: null,
}

/** What the server is asked to create. Fields left empty are left out; the first email and phone are the primary ones. */
export function toInput(values: NewClient, idempotencyKey: string): CreateClientInput {
  return {
    idempotencyKey,
    kind: values.kind,
    displayName: values.displayName.trim(),
    lifecycleStage: values.lifecycleStage,
    tags: values.tags,
    ownerId: values.ownerId,
    contact: {
      emails: values.contact.emails.map((email, index) => ({ address: email.address.trim(), label: 'WORK', primary: index === 0 })),
      phones: values.contact.phones.map((phone, index) => ({ number: phone.number.trim(), label: 'WORK', primary: index === 0 })),
    },
  }
}

/** The same without the rows that were left empty, so that the server's indexes are those of the form's rows. */
export const withoutEmptyRows = (values: NewClient): NewClient => ({
  ...values,
  contact: {
    emails: values.contact.emails.filter(({ address }) => address.trim() !== ''),
    phones: values.contact.phones.filter(({ number }) => number.trim() !== ''),
  },
})

const fieldNames = ['kind', 'displayName', 'lifecycleStage', 'contact.emails', 'contact.phones', 'tags', 'ownerId']

/** `input.contact.emails[0].address` → `contact.emails.0.address`. */
export const formPath = (path: string): string => path.replace(/\[(\d+)\]/g, '.$1').replace(/^input\./, '')

/** Under its field a fault stands alone, as a sentence: "must be …" → "Must be …." */
const sentence = (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`

/** The server's faults at their fields; what has no field on the form is said above it. */
export function faultsByField(faults: readonly FieldFault[]): { atField: Record<string, string>; above: string[] } {
  const atField: Record<string, string> = {}
  const above: string[] = []
  for (const { path, message } of faults) {
    const known = formPath(path)
    const isOnForm = fieldNames.some((name) => known === name || known.startsWith(`${name}.`))
    if (!isOnForm) above.push(`${known}: ${message}`)
    else atField[known] = [atField[known], sentence(message)].filter(Boolean).join(' ')
  }
  return { atField, above }
}
