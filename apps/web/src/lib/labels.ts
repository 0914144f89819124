const written: Readonly<Record<string, string>> = { SMS: 'SMS', ETF: 'ETF', KYC: 'KYC', CSV: 'CSV', XLSX: 'XLSX', JSON: 'JSON', NDJSON: 'NDJSON' }

/** An enum's value of the API as a person reads it: PARTIALLY_FILLED → "Partially filled". */
export function enumLabel(value: string): string {
  const known = written[value]
  if (known) return known
  const words = value.toLowerCase().replace(/_/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
