/** The class of program that a request came from; enough to tell a person's browser from a script, and too little to tell one person from another. */
const classes: readonly (readonly [class_: string, pattern: RegExp])[] = [
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['opera', /\bOPR\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /\b(HeadlessChrome|Chrome|CriOS)\//],
  ['safari', /\bSafari\//],
  ['curl', /^curl\//],
  ['node', /^(node|undici|axios)\b/],
  ['python', /python/i],
  ['java', /java/i],
]

/** @param userAgent the header, as it was sent. @returns null where there was none. */
export function agentClassOf(userAgent: string | undefined): string | null {
  if (userAgent === undefined || userAgent === '') return null
  return classes.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other'
}
