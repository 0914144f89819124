import { pipeline } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Rejection } from '../import'
import type { FileRow } from '../reading/rows'

/**
 * The rejected rows as a file to correct and send again: the columns as they came, and the line and the reasons beside.
 * CSV (RFC 4180) in UTF-8 with a byte order mark, and with no cell that a spreadsheet would take for a formula.
 * @param rows the whole file, its header first. @param rejections in the file's order.
 */
export async function* rejectedRows(header: readonly string[], rows: AsyncIterable<FileRow>, rejections: readonly Rejection[]): AsyncGenerator<Buffer> {
  const records = async function* (): AsyncGenerator<string[]> {
    yield [...header, 'line', 'reason']
    let row = -1
    let next = 0
    for await (const { line, cells } of rows) {
      row += 1
      const rejection = rejections[next]
      if (rejection === undefined) return
      if (rejection.row !== row) continue
      next += 1
      yield [...header.map((_, index) => cells[index] ?? ''), String(line), rejection.reason]
    }
  }
  const written = pipeline(records(), stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' }), () => undefined)
  for await (const chunk of written) yield Buffer.from(chunk as Buffer)
}
