import type { RequestRowFragment } from '../../generated/graphql'
import { formatCount } from '../../lib/number'
import { formatDay } from '../../lib/time'

type Request = Pick<RequestRowFragment, 'gone' | 'kept' | 'records'>

/** `orders-2026` → "orders of 2026", `identity` → "who it is". */
export function classWords(name: string): string {
  const [what = '', year] = name.split('-')
  if (what === 'identity') return 'who it is'
  return year === undefined ? what : `${what} of ${year}`
}

/** Until when something is kept, and why. The day is the last one on which it is. */
export function keptWords({ class: name, because, by, until }: Request['kept'][number]): string {
  const why = because === 'HOLD' ? 'a legal hold' : by.replaceAll('_', ' ')
  return `${classWords(name)}: kept by ${why}${until ? ` until ${formatDay(new Date(Date.parse(until) - 1), 'UTC')}` : ''}`
}

/** `OrderEvent` → "order events"; what is no countable noun stays as it is: "sensitive data", "words of names". */
function kindWords(kind: string, count: number): string {
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return count === 1 || /s$|data$| (of|for|to|by)\b/.test(words) ? words : `${words}s`
}

/** "interactions: 12 interactions, 3 orders", a line for each module. */
export function recordWords(records: Request['records']): string[] {
  const modules = [...new Set(records.map(({ module }) => module))]
  return modules.map((module) => `${module}: ${records.filter((one) => one.module === module).map(({ kind, count }) => `${formatCount(count)} ${kindWords(kind, count)}`).join(', ')}`)
}
