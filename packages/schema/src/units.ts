/** The units in which the firm measures. */
export const units = ['TONNE', 'KILOGRAM', 'POUND', 'TROY_OUNCE', 'BUSHEL', 'BARREL', 'GALLON', 'MMBTU', 'MWH'] as const
export type Unit = (typeof units)[number]

/** What is traded by contract is counted in lots, each as much as the commodity's contract says. */
export const lot = 'LOT'

/** What a quantity can be of. */
export type QuantityUnit = Unit | typeof lot
export const quantityUnits: readonly QuantityUnit[] = [lot, ...units]

/** How each is written beside a number. */
export const unitSymbols: Readonly<Record<Unit, string>> = {
  TONNE: 't', KILOGRAM: 'kg', POUND: 'lb', TROY_OUNCE: 'ozt', BUSHEL: 'bu', BARREL: 'bbl', GALLON: 'gal', MMBTU: 'MMBtu', MWH: 'MWh',
}

const symbols: ReadonlyMap<string, string> = new Map(Object.entries(unitSymbols))

/** A unit's symbol; undefined for one that the firm does not know. */
export const unitSymbol = (unit: string): string | undefined => symbols.get(unit)

/** How a unit is written beside a number: by its symbol, or in words where the firm does not know it. */
export const symbolOf = (unit: string): string => unitSymbol(unit) ?? unit.toLowerCase().replaceAll('_', ' ')

// Of metals, which alone are weighed so, an ounce is a troy ounce.
const bySymbol: ReadonlyMap<string, Unit> = new Map([...units.map((unit) => [unitSymbols[unit], unit] as const), ['oz', 'TROY_OUNCE']])

/** The unit that a symbol is of, as prices write it; undefined for one that the firm does not know. */
export const unitOfSymbol = (symbol: string): Unit | undefined => bySymbol.get(symbol)

const named: ReadonlyMap<string, QuantityUnit> = new Map([...quantityUnits.map((unit) => [unit.toLowerCase(), unit] as const), ...[...bySymbol].map(([symbol, unit]) => [symbol.toLowerCase(), unit] as const)])

/** The unit that a text names, by its code or its symbol in whatever case: `BU` as `bushel`; undefined for one that the firm does not know. */
export const unitNamed = (text: string): QuantityUnit | undefined => named.get(text.trim().toLowerCase())
