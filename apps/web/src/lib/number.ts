const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const percent = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

const formats = new Map<number, Intl.NumberFormat>()

/** Building a format costs far more than using it. */
function upTo(digits: number): Intl.NumberFormat {
  const format = formats.get(digits) ?? new Intl.NumberFormat('en-GB', { maximumFractionDigits: digits })
  formats.set(digits, format)
  return format
}

/** The sign of typography in place of the hyphen. */
const withRealMinus = (text: string) => text.replace(/-/g, '−')

/** A count: "12,480". */
export const formatCount = (count: number): string => withRealMinus(whole.format(count))

/** A number of units with the fraction digits it needs, at most `digits` (2 by default). */
export const formatNumber = (value: number, digits = 2): string =>
  withRealMinus(upTo(digits).format(value))

const exactly = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 14 })

/** A quantity with every digit that it has; what adding up numbers leaves behind the fourteenth is none of them. */
export const formatQuantity = (value: number): string => withRealMinus(exactly.format(value))

/** A decimal of the API, which is a string and never a float, with its digits kept: "1234.50" → "1,234.50". */
export function formatDecimal(decimal: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(decimal)
  if (!match) return decimal
  const [, sign = '', integer = '', fraction = ''] = match
  return `${sign === '-' ? '−' : ''}${integer.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${fraction}`
}

/** A decimal of the API with at most so many digits after its point, rounded half away from zero; exact however long it is. */
export function roundedDecimal(decimal: string, digits: number): string {
  const match = /^(-?)(\d+)\.(\d+)$/.exec(decimal)
  if (!match) return formatDecimal(decimal)
  const [, sign = '', integer = '', fraction = ''] = match
  const scaled = BigInt(integer + fraction.slice(0, digits).padEnd(digits, '0')) + (Number(fraction[digits] ?? 0) >= 5 ? 1n : 0n)
  const text = String(scaled).padStart(digits + 1, '0')
  return formatDecimal(`${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, ''))
}

/** Money with its currency behind a space: "1,234.50 USD". */
export const formatMoney = (amount: string, currency: string): string => `${formatDecimal(amount)} ${currency}`

/** A share of 0 to 1 as "41 %". */
export const formatShare = (share: number): string => `${withRealMinus(percent.format(share * 100))} %`

/** "1 client", "2 clients". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`

/** A size in bytes as "4.2 MB" (powers of ten). */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1000 ** power
  return `${formatNumber(value, value < 10 && power > 0 ? 1 : 0)} ${units[power] ?? 'B'}`
}
