/** The scopes of one thing, as `clients:read` and `clients:write` of the clients. */
export interface ScopeGroup {
  thing: string
  scopes: { scope: string; deed: string }[]
}

/** Scopes by what they are of, in the order in which they came. */
export function byThing(scopes: readonly string[]): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>()
  for (const scope of scopes) {
    const [thing = '', deed = ''] = scope.split(':')
    const group = groups.get(thing) ?? { thing, scopes: [] }
    group.scopes.push({ scope, deed })
    groups.set(thing, group)
  }
  return [...groups.values()]
}

/** "clients read, write; users read": what a token may, in one line. */
export const scopesInWords = (scopes: readonly string[]): string =>
  byThing(scopes)
    .map(({ thing, scopes: held }) => `${thing} ${held.map(({ deed }) => deed).join(', ')}`)
    .join('; ')

/** For how long a token holds, in days; none is for ever. */
export const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'none', label: 'Until it is revoked' },
] as const

const day = 86_400_000

/** The instant (RFC 3339) at which a token of this lifetime expires; null for one without end. */
export const expiryOf = (lifetime: string, now: Date): string | null => (lifetime === 'none' ? null : new Date(now.getTime() + Number(lifetime) * day).toISOString())
