import type { Fault } from '../../../platform/errors/domain-error'
import { readClient, type ReadClient } from '../fields/client-row'
import type { RowAround } from '../fields/field'
import { readOrder, type ReadOrder } from '../fields/order-row'
import { Ordinals } from '../fields/row-content'
import { reasonOf, type Import, type Rejection } from '../import'
import { columnsByField, textsOf, type Texts } from '../reading/columns'
import type { Findings } from '../reading/examine'
import type { FileRow } from '../reading/rows'

/** One data row, read as its import's kind. */
export interface ReadRow<Content> {
  /** From 1, without the header. */
  row: number
  content: Content | Rejection
}

const isFaults = <Content>(read: Content | Fault[]): read is Fault[] => Array.isArray(read)

/** Reads the cells of each row by an import's plan. */
export class RowReader<Content extends object> {
  private readonly columns: Map<string, number[]>
  private readonly defaults: Texts
  private readonly around: RowAround
  private row = 0

  constructor(
    { plan }: Import,
    private readonly findings: Findings,
    country: string,
    private readonly interpret: (texts: Texts, around: RowAround) => Content | Fault[],
  ) {
    this.columns = columnsByField(findings.header, plan.mapping)
    this.defaults = new Map(Object.entries(plan.defaults))
    this.around = { country, timeZone: plan.timeZone, dateOrders: findings.dateOrders }
  }

  read({ cells }: FileRow): ReadRow<Content> {
    this.row += 1
    const { row } = this
    const width = this.findings.header.length
    if (cells.length !== width) return { row, content: { row, reason: `has ${cells.length} cells, where the first line names ${width} columns` } }
    const read = this.interpret(textsOf(this.columns, this.defaults, cells), this.around)
    return { row, content: isFaults(read) ? { row, reason: reasonOf(read) } : read }
  }
}

export const isRejection = <Content extends object>(content: Content | Rejection): content is Rejection => 'reason' in content

export function clientReader(of: Import, findings: Findings, country: string): RowReader<ReadClient> {
  const ordinals = new Ordinals()
  return new RowReader(of, findings, country, (texts, around) => readClient(texts, of.plan.source, around, ordinals))
}

export function orderReader(of: Import, findings: Findings, country: string): RowReader<ReadOrder> {
  const ordinals = new Ordinals()
  return new RowReader(of, findings, country, (texts, around) => readOrder(texts, of.plan.source, around, ordinals))
}
