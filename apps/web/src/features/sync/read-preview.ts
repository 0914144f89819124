import Papa from 'papaparse'

/** What of a file is read in the browser: enough to show what its columns are. The server reads the file itself. */
export interface Preview {
  columns: string[]
  /** At most 50, each with a value for each column. */
  rows: string[][]
  encoding: Encoding
  delimiter: string
}

/** IANA names, as the server takes them. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export const encodings: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little end first',
  'utf-16be': 'UTF-16, big end first',
  'windows-1252': 'Windows-1252 (Latin-1)',
}

export const delimiters: Readonly<Record<string, string>> = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' }

/** Bytes of the file's beginning that are read. */
export const sliceSize = 512 * 1024
const mostRows = 50

/** The encoding by its byte order mark, else by what the bytes can be. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros = [...bytes.subarray(0, 4096).entries()].filter(([, byte]) => byte === 0)
  const odd = zeros.filter(([index]) => index % 2 === 1).length
  const even = zeros.length - odd
  if (odd > 16 && odd > 4 * even) return 'utf-16le'
  if (even > 16 && even > 4 * odd) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** `stream` lets the slice end within a character. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

interface Chosen {
  encoding?: Encoding | null
  delimiter?: string | null
}

/** Reads the beginning of a CSV. `isWhole` says whether `bytes` are all of the file: else its last line may be cut and is dropped. */
export function readPreview(bytes: Uint8Array, isWhole: boolean, chosen: Chosen = {}): Preview {
  const encoding = chosen.encoding ?? detectEncoding(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  const { data, meta } = Papa.parse<string[]>(text, {
    delimiter: chosen.delimiter ?? '',
    delimitersToGuess: Object.keys(delimiters),
    skipEmptyLines: 'greedy',
    preview: mostRows + 2,
  })
  const lines = isWhole || data.length > mostRows + 1 ? data : data.slice(0, -1)
  const columns = (lines[0] ?? []).map((heading) => heading.trim())
  const rows = lines.slice(1, mostRows + 1).map((line) => columns.map((_, index) => (line[index] ?? '').trim()))
  return { columns, rows, encoding, delimiter: meta.delimiter }
}

/** Reads the beginning of the chosen file. */
export async function previewOf(file: File, chosen: Chosen = {}): Promise<Preview> {
  const bytes = new Uint8Array(await file.slice(0, sliceSize).arrayBuffer())
  return readPreview(bytes, file.size <= sliceSize, chosen)
}

/** Headings that are empty or stand twice, which no mapping could tell apart. */
export function faultsOfColumns(columns: readonly string[]): string[] {
  const empty = columns.some((column) => column === '') ? ['A column has no heading. Name it in the file, then choose the file again.'] : []
  const twice = [...new Set(columns.filter((column, index) => column !== '' && columns.indexOf(column) !== index))]
  const advice = 'Rename one in the file, then choose the file again.'
  return [...empty, ...twice.map((column) => `The heading “${column}” stands more than once. ${advice}`)]
}
