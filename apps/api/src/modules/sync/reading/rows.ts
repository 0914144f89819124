import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { ImportFault } from './import-fault'

/** How the bytes of a file become rows. */
export interface FileForm {
  encoding: string
  delimiter: string
}

/** One record of a file, its header among them. */
export interface FileRow {
  /** The line on which it ends, from 1. */
  line: number
  cells: readonly string[]
}

/** How many bytes a record may have: more than any client needs, and little enough to hold. */
export const recordLimit = 1_000_000

function explain(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = Number(error['lines'] ?? 0)
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new ImportFault(`The row at line ${line} is longer than 1 MB; is a quote left open there, or is this not CSV?`)
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ImportFault('A quote is opened and never closed: see the last row that is as it should be, and the one after it')
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new ImportFault(`At line ${line} there is text between a closing quote and the next delimiter; a quote inside of quotes is written twice`)
    default:
      return new ImportFault(`Line ${line} cannot be read as CSV (${error.code})`)
  }
}

// A spreadsheet shows a cell that begins with an apostrophe without it: so are files made safe from formulas, our own rejected rows among them.
const withoutGuard = (cell: string) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

/**
 * The records of a CSV (RFC 4180) of any line ends, with blanks around its cells dropped and empty lines left out.
 * @throws {ImportFault} for what cannot be read as CSV, with its line.
 */
export async function* readRows(bytes: AsyncIterable<Buffer>, form: FileForm): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter: form.delimiter, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: recordLimit, info: true, trim: true,
    relax_quotes: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true,
  })
  pipeline(Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 }), iconv.decodeStream(form.encoding), parser, () => undefined)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, cells: record.map(withoutGuard) }
    }
  } catch (error) {
    throw explain(error)
  }
}
