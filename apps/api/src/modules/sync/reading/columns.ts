import { ImportFault } from './import-fault'

const quoted = (names: Iterable<string>) => [...names].map((name) => `"${name}"`).join(', ')

/** The texts of one row by field: each mapped column's, in the file's order; cells that are empty are left out. */
export type Texts = ReadonlyMap<string, readonly string[]>

/** @throws {ImportFault} where a name is missing or comes twice, or a mapped column is not there. */
export function checkHeader(header: readonly string[], mapping: Readonly<Record<string, string>>): void {
  const nameless = header.findIndex((name) => name === '')
  if (nameless >= 0) throw new ImportFault(`Column ${nameless + 1} has no name in the first line; give each column one`)
  const twice = new Set(header.filter((name, index) => header.indexOf(name) !== index))
  if (twice.size > 0) throw new ImportFault(`The first line names ${quoted(twice)} more than once; give each column its own name`)
  const missing = Object.keys(mapping).filter((column) => !header.includes(column))
  if (missing.length > 0) throw new ImportFault(`The file has no column ${quoted(missing)}; it has ${quoted(header)}`)
}

/** Where each field's texts stand in a row, in the file's order. */
export function columnsByField(header: readonly string[], mapping: Readonly<Record<string, string>>): Map<string, number[]> {
  const columns = new Map<string, number[]>()
  for (const [index, name] of header.entries()) {
    const field = Object.hasOwn(mapping, name) ? mapping[name] : undefined
    if (field !== undefined) columns.set(field, [...(columns.get(field) ?? []), index])
  }
  return columns
}

/** The texts of a row; a field that has none takes its default. */
export function textsOf(columns: ReadonlyMap<string, readonly number[]>, defaults: Texts, cells: readonly string[]): Texts {
  const texts = new Map(defaults)
  for (const [field, indexes] of columns) {
    const given = indexes.map((index) => cells[index] ?? '').filter((text) => text !== '')
    if (given.length > 0) texts.set(field, given)
  }
  return texts
}
