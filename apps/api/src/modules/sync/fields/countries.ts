import countries from 'i18n-iso-countries'
import { LRUCache } from 'lru-cache'
import { quote, Unreadable } from './unreadable'

const plainOf = (name: string) =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/&/g, ' and ').replace(/\bst\b\.?/g, 'saint').replace(/[^a-z]+/g, ' ').replace(/\bthe\b/g, ' ').replace(/\s+/g, ' ').trim()

// "Korea, Republic of" is also "Republic of Korea"; "Bolivia (Plurinational State of)" is also plain "Bolivia".
function spellingsOf(name: string): string[] {
  const [head = '', ...rest] = name.split(',')
  const turned = rest.length === 0 ? [] : [`${rest.join(' ')} ${head}`]
  const [bare = '', inside] = name.replace(')', '').split(' (')
  const opened = inside === undefined ? [] : [bare, `${inside} ${bare}`]
  return [name, ...turned, ...opened].map(plainOf)
}

function namesByCode(): (readonly [code: string, name: string])[] {
  const common = new Intl.DisplayNames('en', { type: 'region', style: 'long' })
  const codes = Object.keys(countries.getAlpha2Codes())
  const known = countries.getNames('en', { select: 'all' }) as Readonly<Record<string, string | readonly string[]>>
  return codes.flatMap((code) => [...[known[code] ?? []].flat(), common.of(code) ?? code].map((name) => [code, name] as const))
}

function buildNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>(Object.entries(alsoCalled))
  const all = namesByCode()
  for (const [code, name] of all) if (!names.has(plainOf(name))) names.set(plainOf(name), code)
  // A turned or shortened spelling never takes the place of a name that another country has for itself.
  for (const [code, name] of all) for (const spelling of spellingsOf(name)) if (!names.has(spelling)) names.set(spelling, code)
  return names
}

// English names that neither list has: older ones, and those of parts.
const alsoCalled: Readonly<Record<string, string>> = {
  'congo': 'CG', 'viet nam': 'VN', 'saint martin dutch part': 'SX', 'palestinian territory': 'PS', 'palestinian territories': 'PS', 'swaziland': 'SZ', 'macedonia': 'MK',
  'burma': 'MM', 'libyan arab jamahiriya': 'LY', 'svalbard and jan mayen islands': 'SJ', 'kyrgyz republic': 'KG', 'holland': 'NL', 'england': 'GB',
  'scotland': 'GB', 'wales': 'GB', 'northern ireland': 'GB', 'cape verde': 'CV', 'east timor': 'TL', 'czech republic': 'CZ', 'ivory coast': 'CI',
}

const codes = new Map(Object.keys(countries.getAlpha2Codes()).flatMap((code) => [[code, code], [countries.alpha2ToAlpha3(code) ?? code, code]]))
const names = buildNames()

// A file names few countries many times.
const found = new LRUCache<string, string>({ max: 1_000 })

/** A country's ISO 3166-1 alpha-2 code, from a code of two or three letters or an English name. @throws {Unreadable} */
export function readCountry(text: string): string {
  const code = found.get(text) ?? codes.get(text.toUpperCase()) ?? names.get(plainOf(text)) ?? names.get(plainOf(text.replace(/\(.*\)/, '')))
  if (code === undefined) throw new Unreadable(`${quote(text)} is no country's ISO code or English name`)
  found.set(text, code)
  return code
}
