import { importFields, type FileKind } from './import-fields'

/** A column of the file → the field it fills; a column that is left out is null. */
export type Mapping = Readonly<Record<string, string | null>>

/** Parts of a person's name: together they make the name, unless the file has the whole name too. */
const givenNames = ['title', 'given_name', 'first_name', 'firstname', 'forename', 'middle_name']
const nameParts = [...givenNames, 'surname', 'last_name', 'lastname', 'family_name']

/** "dateOfBirth", "Date of birth" and " DATE-OF-BIRTH" → "date_of_birth". */
export const normalised = (heading: string): string =>
  heading
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')

/** Fields that several columns may fill together; of the others the best heading wins. */
const joined = new Set(['contact.addresses.lines', 'brokerNote'])

function fieldOf(kind: FileKind, heading: string): { field: string; rank: number } | null {
  for (const { name, headings } of importFields[kind]) {
    if (normalised(name) === heading) return { field: name, rank: -1 }
    const rank = headings.indexOf(heading)
    if (rank >= 0) return { field: name, rank }
  }
  return null
}

/** What each column most likely is, by its heading. */
export function guessMapping(kind: FileKind, columns: readonly string[]): Mapping {
  const guesses = columns.map((column) => ({ column, guess: fieldOf(kind, normalised(column)) }))
  const best = new Map<string, number>()
  for (const { guess } of guesses) {
    if (guess) best.set(guess.field, Math.min(guess.rank, best.get(guess.field) ?? Number.POSITIVE_INFINITY))
  }
  const isBest = (guess: { field: string; rank: number }) => joined.has(guess.field) || best.get(guess.field) === guess.rank
  const hasWholeName = best.has('displayName')
  return Object.fromEntries(
    guesses.map(({ column, guess }) => {
      if (guess) return [column, isBest(guess) ? guess.field : null]
      const isPart = kind === 'CLIENTS' && !hasWholeName && nameParts.includes(normalised(column))
      return [column, isPart ? 'displayName' : null]
    }),
  )
}

/** First values for what the file has no column for: people have birthdays and first names, firms do not. Nobody's side is guessed. */
export function guessDefaults(kind: FileKind, mapping: Mapping): Record<string, string> {
  if (kind === 'ORDERS') return { status: 'FILLED', orderType: 'MARKET' }
  const fields = new Set(Object.values(mapping))
  const isPeople = fields.has('sensitive.dateOfBirth') || Object.keys(mapping).some((column) => nameParts.includes(normalised(column)))
  return { kind: isPeople ? 'INDIVIDUAL' : 'ORGANISATION', lifecycleStage: 'ACTIVE' }
}
