/** A code of the API as words: MEDIUM_TERM → "Medium term". */
export function inWords(code: string): string {
  const text = code.toLowerCase().replace(/_/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const abbreviations: ReadonlySet<string> = new Set(['SMS', 'WTI', 'ETF'])

/** Several codes as one list: "Email, call". */
export const listInWords = (codes: readonly string[]): string =>
  codes.map((code, index) => (abbreviations.has(code) ? code : index === 0 ? inWords(code) : inWords(code).toLowerCase())).join(', ')

/** A code's choices for a select. */
export const choices = (codes: readonly string[]): { value: string; label: string }[] =>
  codes.map((code) => ({ value: code, label: abbreviations.has(code) ? code : inWords(code) }))

export const stages = ['PROSPECT', 'ONBOARDING', 'ACTIVE', 'DORMANT', 'CLOSED'] as const
export const channels = ['CALL', 'EMAIL', 'MEETING', 'MESSAGE', 'SMS'] as const
export const timesOfDay = ['MORNING', 'AFTERNOON', 'EVENING'] as const
export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'ON_EVENT'] as const
export const instruments = ['SPOT', 'FUTURE', 'OPTION', 'SWAP', 'FORWARD', 'ETF'] as const
export const orderTypes = ['MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT'] as const
export const tolerances = ['CONSERVATIVE', 'MODERATE', 'AGGRESSIVE'] as const
export const horizons = ['SHORT_TERM', 'MEDIUM_TERM', 'LONG_TERM'] as const
export const labels = ['WORK', 'HOME', 'MOBILE', 'OTHER'] as const
export const goalKinds = ['COMMODITY_TARGET', 'DIVERSIFICATION', 'OTHER'] as const

/** A select's value as a code of its list; null for none. */
export const codeIn = <T extends string>(codes: readonly T[], value: string | null): T | null =>
  codes.find((code) => code === value) ?? null
/** Several, in the list's order. */
export const codesIn = <T extends string>(codes: readonly T[], values: readonly string[]): T[] =>
  codes.filter((code) => values.includes(code))
