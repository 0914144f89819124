/** Makes answers of two installations comparable: what each makes for itself becomes the order in which it was first seen. */
export type Normalise = (answer: unknown) => unknown

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const named = new Set(['id'])
const opaque = new Set(['cursor', 'endCursor', 'token', 'url', 'rejectedRowsUrl', 'downloadUrl', 'requestId'])
const signed = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const day = 86_400_000

/** @param since when the installation's story began: instants from then to a day later are of its own making. */
export function normaliser(since: number): Normalise {
  const ids = new Map<string, string>()
  const idOf = (id: string) => {
    const known = ids.get(id) ?? `id ${ids.size + 1}`
    ids.set(id, known)
    return known
  }
  const isNow = (value: string) => instant.test(value) && Date.parse(value) >= since - 1_000 && Date.parse(value) < since + day
  const text = (key: string, value: string): string => {
    if (opaque.has(key) || signed.test(value)) return '…'
    if (named.has(key)) return idOf(value)
    return isNow(value) ? 'now' : value.replaceAll(uuids, idOf)
  }
  const normalise = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return text(key, value)
    if (Array.isArray(value)) return value.map((item) => normalise(key, item))
    if (typeof value !== 'object' || value === null) return value
    // Where in a document an error arose, a subgraph cannot know: it is sent another one.
    const entries = Object.entries(value).filter(([name]) => name !== 'locations')
    return Object.fromEntries(entries.map(([name, inner]) => [name, normalise(name, inner)]))
  }
  // What is left of a budget is each deployment's own.
  const withoutCost = (answer: unknown) => (typeof answer === 'object' && answer !== null ? { ...answer, extensions: undefined } : answer)
  return (answer) => normalise('', withoutCost(answer))
}
