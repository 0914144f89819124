import { formatDecimal } from '../../lib/number'

/** A code of the API as words: PARTIALLY_FILLED → "Partially filled". */
export function inWords(code: string): string {
  const text = code.toLowerCase().replace(/_/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const written: ReadonlySet<string> = new Set(['WTI', 'KYC', 'SMS', 'ETF'])

/** A commodity's code as the trade says it: NATURAL_GAS → "Natural gas", WTI stays. */
export const commodityName = (code: string): string => (written.has(code) ? code : inWords(code))

/** BUY → "Buy". */
export const sideName = (side: string): string => inWords(side)

/** A channel or an enum that may be an abbreviation: SMS stays, EMAIL → "Email". */
export const codeName = (code: string): string => (written.has(code) ? code : inWords(code))

const symbols: Readonly<Record<string, string>> = {
  TONNE: 't', KILOGRAM: 'kg', POUND: 'lb', TROY_OUNCE: 'ozt', BUSHEL: 'bu', BARREL: 'bbl', GALLON: 'gal', MMBTU: 'MMBtu', MWH: 'MWh',
}

/** A quantity with its unit as the trade writes it: "5 lots", "1,200 bu". */
export function quantityInWords(quantity: string, unit: string): string {
  const name = unit === 'LOT' ? (Number(quantity) === 1 ? 'lot' : 'lots') : (symbols[unit] ?? inWords(unit).toLowerCase())
  return `${formatDecimal(quantity)} ${name}`
}
