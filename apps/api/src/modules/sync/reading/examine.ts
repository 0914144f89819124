import type { DateOrder } from '@brokersync/schema/enums'
import iconv from 'iconv-lite'
import { checkHeader, columnsByField } from './columns'
import { DateOrderFinder } from './date-order'
import { findDelimiter } from './delimiter'
import { findEncoding } from './encoding'
import { ImportFault } from './import-fault'
import { readRows, type FileForm } from './rows'

/** What a look through a whole file found, before any of its rows is acted on. */
export interface Findings extends FileForm {
  header: readonly string[]
  /** The order of day and month by field that holds dates. */
  dateOrders: Readonly<Record<string, DateOrder>>
}

/** What is known of a file before it is looked at. */
export interface Expectation {
  mapping: Readonly<Record<string, string>>
  dateFields: ReadonlySet<string>
  encoding: string | null
  delimiter: string | null
  dateOrder: DateOrder | null
}

async function firstText(bytes: AsyncIterable<Buffer>, encoding: string): Promise<string> {
  for await (const chunk of bytes) return iconv.decode(chunk, encoding)
  return ''
}

async function headerOf(read: () => AsyncIterable<Buffer>, form: FileForm, mapping: Expectation['mapping']): Promise<readonly string[]> {
  for await (const { cells } of readRows(read(), form)) {
    if (cells.some((cell) => cell.includes('\0'))) throw new ImportFault('This is not a text file, or its encoding is another; give it with options.encoding')
    checkHeader(cells, mapping)
    return cells
  }
  throw new ImportFault('The file is empty: its first line must name its columns')
}

function settle(finders: ReadonlyMap<string, DateOrderFinder>): Record<string, DateOrder> {
  const found = [...finders].map(([field, finder]) => [field, finder.found] as const)
  const unclear = found.filter(([, order]) => order === 'unclear').map(([field]) => field)
  if (unclear.length > 0) {
    throw new ImportFault(`Nothing in the file tells whether day or month comes first in ${unclear.join(', ')}; say so with options.dateOrder`)
  }
  return Object.fromEntries(found.filter((entry): entry is [string, DateOrder] => entry[1] !== null && entry[1] !== 'unclear'))
}

/**
 * Reads a file from its beginning to its end and finds how it is to be read, so that a file that is broken anywhere changes nothing.
 * @param read opens the file anew.
 * @throws {ImportFault}
 */
export async function examine(read: () => AsyncIterable<Buffer>, expected: Expectation): Promise<Findings> {
  const encoding = expected.encoding ?? (await findEncoding(read()))
  const form = { encoding, delimiter: expected.delimiter ?? findDelimiter(await firstText(read(), encoding)) }
  const header = await headerOf(read, form, expected.mapping)
  const columns = [...columnsByField(header, expected.mapping)].filter(([field]) => expected.dateFields.has(field))
  const finders = new Map(columns.map(([field]) => [field, new DateOrderFinder()]))
  let isHeader = true
  for await (const { cells } of readRows(read(), form)) {
    if (!isHeader) for (const [field, [index = -1]] of columns) finders.get(field)?.see(cells[index] ?? '')
    isHeader = false
  }
  const { dateOrder } = expected
  const dateOrders = dateOrder === null ? settle(finders) : Object.fromEntries(columns.map(([field]) => [field, dateOrder]))
  return { ...form, header, dateOrders }
}
