/** A field that a column can be mapped to, or that can have one value for the whole file. */
export interface ImportField {
  name: string
  label: string
  group: string
  /** Whether one value can stand for all rows where the file has no column for it. */
  hasDefault?: boolean
  /** The values of an enum. */
  values?: readonly string[]
  /** Headings that this field is met under, normalised: lower case, words parted by one underscore. */
  headings: readonly string[]
}
