/** What may stand between two columns. */
export const delimiters = [',', ';', '\t', '|'] as const

// The header's line: up to the first line end that is not inside quotes.
function headerOf(text: string): string {
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index]
    if (letter === '"') quoted = !quoted
    else if (!quoted && (letter === '\n' || letter === '\r') && index > 0) return text.slice(0, index)
  }
  return text
}

/** The delimiter that the header has most of, outside of quotes; a comma where it has none. */
export function findDelimiter(text: string): string {
  const bare = headerOf(text.trimStart()).replace(/"[^"]*"/g, '')
  const counts = delimiters.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}
