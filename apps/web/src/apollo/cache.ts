import { InMemoryCache, type FieldPolicy, type Reference, type TypePolicies } from '@apollo/client'

interface Connection {
  nodes?: readonly Reference[]
  edges?: readonly { cursor: string; node: Reference }[]
  pageInfo?: { endCursor?: string | null; hasNextPage?: boolean }
}

/**
 * Adds a keyset page to the list it belongs to. `keyArgs` are the arguments that make it another list; `first` and
 * `after` never do. A page whose cursor is not the list's end comes from a list that was since loaded anew: it is dropped.
 */
export const keysetPages = (keyArgs: string[]): FieldPolicy<Connection> => ({
  keyArgs: keyArgs.length > 0 ? keyArgs : false,
  merge(existing, incoming, { args }) {
    if (!existing || typeof args?.after !== 'string') return incoming
    if (existing.pageInfo?.endCursor !== args.after) return existing
    return {
      ...existing,
      ...incoming,
      ...(incoming.nodes ? { nodes: [...(existing.nodes ?? []), ...incoming.nodes] } : {}),
      ...(incoming.edges ? { edges: [...(existing.edges ?? []), ...incoming.edges] } : {}),
    }
  },
})

/** Parts of an entity without an id of their own: two queries that read different fields of one add up. */
const part = { keyFields: false, merge: true } as const

export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      client: { read: (existing, { args, toReference }) => existing ?? toReference({ __typename: 'Client', id: args?.id }) },
      clients: keysetPages(['search', 'filter', 'sort']),
      imports: keysetPages([]),
      approvals: keysetPages(['waiting']),
      auditTrail: keysetPages(['filter']),
      dataSubjectRequests: keysetPages([]),
      productions: keysetPages([]),
      mentions: keysetPages([]),
      thread: keysetPages(['id']),
      loans: keysetPages(['current']),
      reviews: keysetPages(['state']),
      roleVersions: keysetPages([]),
      user: { read: (existing, { args, toReference }) => existing ?? toReference({ __typename: 'User', id: args?.id }) },
      users: keysetPages(['search']),
      interactions: keysetPages(['search', 'filter', 'order']),
    },
  },
  Client: {
    fields: {
      timeline: keysetPages(['categories', 'from', 'to', 'search', 'filter', 'order']),
      documents: keysetPages([]),
    },
  },
  User: { fields: { apiTokens: keysetPages(['withOver']) } },
  Contact: part,
  CommunicationPreferences: part,
  DocumentVersion: part,
  Engagement: part,
  RiskProfile: part,
  Sensitive: part,
  TimelineExtent: part,
  TradingPreferences: part,
}

/** Which types stand behind each interface, for fragments on the interface. */
export const possibleTypes = {
  TimelineItem: [
    'ClientEvent', 'Communication', 'DocumentActivity', 'Feedback', 'FollowUpActivity', 'Note', 'OrderEvent', 'Recommendation',
  ],
}

export const makeCache = (): InMemoryCache => new InMemoryCache({ typePolicies, possibleTypes })
