/** The units in which the firm measures; a `LOT` is as much as the commodity's contract says. */
export const units = ['TONNE', 'KILOGRAM', 'POUND', 'TROY_OUNCE', 'BUSHEL', 'BARREL', 'GALLON', 'MMBTU', 'MWH'] as const
export type Unit = (typeof units)[number]

/** How each is written beside a number. */
export const unitSymbols: Readonly<Record<Unit, string>> = {
  TONNE: 't', KILOGRAM: 'kg', POUND: 'lb', TROY_OUNCE: 'ozt', BUSHEL: 'bu', BARREL: 'bbl', GALLON: 'gal', MMBTU: 'MMBtu', MWH: 'MWh',
}

const known: ReadonlyMap<string, string> = new Map(Object.entries(unitSymbols))

/** A unit's symbol; undefined for one that the firm does not know. */
export const unitSymbol = (unit: string): string | undefined => known.get(unit)

const named: ReadonlyMap<string, Unit | 'LOT'> = new Map([['lot', 'LOT'], ...units.flatMap((unit) => [[unit.toLowerCase(), unit], [unitSymbols[unit].toLowerCase(), unit]] as const)])

/** The unit that a text names, by its code or its symbol in whatever case: `BU` as `bushel`; undefined for one that the firm does not know. */
export const unitNamed = (text: string): Unit | 'LOT' | undefined => named.get(text.trim().toLowerCase())
