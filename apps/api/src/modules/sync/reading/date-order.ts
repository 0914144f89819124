import type { DateOrder } from '@brokersync/schema/enums'

/** What the dates of one column say about the order of their day and month. */
export class DateOrderFinder {
  private dayFirst = 0
  private monthFirst = 0
  private either = 0

  see(text: string): void {
    const [, first = '', second = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/.exec(text) ?? []
    if (first === '' || Number(first) === Number(second)) return
    if (Number(first) > 12) this.dayFirst += 1
    else if (Number(second) > 12) this.monthFirst += 1
    else this.either += 1
  }

  /** The order; null where no date leaves a choice; `unclear` where they could be read both ways. */
  get found(): DateOrder | null | 'unclear' {
    if (this.dayFirst > this.monthFirst) return 'DMY'
    if (this.monthFirst > this.dayFirst) return 'MDY'
    return this.either + this.dayFirst === 0 ? null : 'unclear'
  }
}
