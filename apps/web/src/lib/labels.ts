const written: Readonly<Record<string, string>> = Object.fromEntries(
  ['SMS', 'ETF', 'KYC', 'WTI', 'CSV', 'XLSX', 'JSON', 'NDJSON'].map((initials) => [initials, initials]),
)

/** An enum's value of the API as a person reads it: PARTIALLY_FILLED → "Partially filled". */
export function enumLabel(value: string): string {
  const known = written[value]
  if (known) return known
  const words = value.toLowerCase().replace(/_/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
