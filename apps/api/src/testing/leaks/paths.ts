import type { Canary } from '../firm'
import type { Reachable } from '../people'
import type { Caller, Mark, Revised } from './canaries'

/** Asks as a caller. @returns all that comes back, as text. */
export type Ask = (query: string, variables?: object) => Promise<string>

interface Asked {
  ask: Ask
  app: Reachable
  caller: Caller
}

/** A way to what is held of one client. */
export interface ClientPath {
  name: string
  read: (asked: Asked & { client: Canary; revised: Revised }) => Promise<string>
  /** It leads to all that belong together with the client. */
  leadsOn?: boolean
}

const item = `fragment Item on TimelineItem {
  id title
  ... on Note { body } ... on Communication { subject body participants } ... on Feedback { body } ... on ClientEvent { description } ... on OrderEvent { orderId account brokerNote }
}`
const profile = `fragment Profile on Client {
  id reference displayName tags owner { id } externalReferences { value }
  contact { emails { address } addresses { lines } } communicationPreferences { language } risk { assessedOn } goals { title } sensitive { taxId identityDocument }
  consents { source } engagement { lastContactAt }
}`
const happened = `fragment Happened on Client {
  timeline(first: 20) { nodes { ...Item } } pinned { ...Item } orders(first: 3) { nodes { orderId account events { brokerNote } } } tradingAccounts { name } openingPositions { account }
}`
const nobody = '0190b5a0-0000-7000-8000-000000000000'

/** What is asked for of each client, by each caller. */
export const clientPaths: readonly ClientPath[] = [
  { name: 'client', read: ({ ask, client: { id } }) => ask(`query ($id: ID!) { client(id: $id) { ...Profile } } ${profile}`, { id }) },
  { name: 'what happened', read: ({ ask, client: { id } }) => ask(`query ($id: ID!) { client(id: $id) { ...Happened } } ${happened} ${item}`, { id }) },
  {
    name: 'aliases and inline fragments',
    read: ({ ask, client: { id } }) =>
      ask(`query ($id: ID!) { one: client(id: $id) { a: contact { b: emails { c: address } } ... on Client { d: sensitive { e: taxId f: identityDocument } g: goals { h: title } i: risk { j: assessedOn } } }
        two: client(id: $id) { k: communicationPreferences { l: language } m: timeline(first: 20) { edges { n: node { ...Item } } } } } ${item}`, { id }),
  },
  {
    name: 'together', leadsOn: true,
    read: ({ ask, client: { id } }) =>
      ask(`query ($id: ID!) { client(id: $id) { relations { note from { ...Profile } to { ...Profile } } together(rollUp: COMPANY) { ...Profile } ...Rolled } } ${profile} ${item}
        fragment Rolled on Client { timeline(first: 100, rollUp: COMPANY) { nodes { ...Item client { displayName } } } orders(first: 20, rollUp: COMPANY) { nodes { orderId account events { brokerNote } } } }`, { id }),
  },
  { name: 'the oldest first', read: ({ ask, client: { id } }) => ask(`query ($id: ID!) { client(id: $id) { timeline(first: 20, order: OLDEST_FIRST) { nodes { ...Item } } } } ${item}`, { id }) },
  {
    name: 'across clients', read: ({ ask, client: { id } }) => ask(`query ($id: ID!) { interactions(filter: { clientIds: [$id] }, first: 20) { nodes { ...Item client { ...Profile } } } } ${item} ${profile}`, { id }),
  },
  { name: 'an order', read: ({ ask, client }) => ask(`query ($id: ID!, $order: String!) { client(id: $id) { order(orderId: $order) { account events { brokerNote } client { ...Profile } } } } ${profile}`, { id: client.id, order: orderOf(client) }) },
  { name: 'earlier wordings', read: ({ ask, client, revised }) => ask('query ($id: ID!) { revisions(id: $id) { body subject } }', { id: revised.get(client.id) ?? nobody }) },
  { name: 'what was written about an item', read: ({ ask, client, revised }) => ask(`query ($id: ID!) { thread(id: $id, first: 20) { nodes { ...Item client { ...Profile } } } } ${item} ${profile}`, { id: revised.get(client.id) ?? nobody }) },
  { name: 'a tag', read: ({ ask, client }) => ask(`query ($tags: [String!]!) { clients(filter: { tags: $tags }, first: 5) { nodes { ...Profile } } } ${profile}`, { tags: client.texts['clients:read']?.slice(1, 2) }) },
  { name: 'another system’s reference', read: ({ ask, client }) => ask(`query ($value: String!) { clients(filter: { externalReference: { source: "proof", value: $value } }, first: 5) { nodes { ...Profile } } } ${profile}`, { value: client.texts['clients:read']?.[2] }) },
  { name: 'the audit trail', read: ({ ask, client: { id } }) => ask(`query ($id: ID!) { auditTrail(filter: { clientId: $id }, first: 100) { nodes { changes { field before after } clients(first: 2) { ...Profile } } } } ${profile}`, { id }) },
  { name: 'the past', read: ({ ask, client: { id } }) => ask('query ($id: ID!, $at: DateTime!) { client(id: $id) { asOf(at: $at) { fields { field value } } accesses { kinds } } }', { id, at: new Date().toISOString() }) },
  { name: 'why it is seen', read: ({ ask, client: { id }, caller }) => ask(`query ($id: ID!, $user: ID!) { whyVisible(clientId: $id, userId: $user) { client { ...Profile } rules { because } } } ${profile}`, { id, user: caller.member.id }) },
  // What comes back of changes that are refused for their input: the texts of errors, and what is selected of the result.
  { name: 'a stale change', read: ({ ask, client: { id } }) => ask(`mutation ($input: UpdateClientInput!) { updateClient(input: $input) { ...Profile } } ${profile}`, { input: { id, version: 999_999, displayName: 'Firm' } }) },
  { name: 'a stale deactivation', read: ({ ask, client: { id } }) => ask(`mutation ($input: DeactivateClientInput!) { deactivateClient(input: $input) { ...Profile } } ${profile}`, { input: { id, version: 999_999, reason: 'A test' } }) },
  { name: 'no tag', read: ({ ask, client: { id } }) => ask(`mutation ($input: TagClientsInput!) { tagClients(input: $input) { ...Profile } } ${profile}`, { input: { ids: [id], add: ['A'.repeat(500)], remove: [] } }) },
  { name: 'handed to nobody', read: ({ ask, client: { id } }) => ask(`mutation ($input: AssignClientsInput!) { assignClients(input: $input) { ...Profile } } ${profile}`, { input: { ids: [id], ownerId: nobody } }) },
  { name: 'a wrong note', read: ({ ask, client: { id } }) => ask(`mutation ($input: AddNoteInput!) { addNote(input: $input) { ...Item client { ...Profile } } } ${item} ${profile}`, { input: { clientId: id, body: '' } }) },
  { name: 'a wrong correction', read: ({ ask, client, revised }) => ask(`mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { ...Item } } ${item}`, { input: { id: revised.get(client.id), body: '', reason: '' } }) },
  { name: 'over GET', read: ({ app, caller, client: { id } }) => overGet(app, caller, `{ client(id: "${id}") { displayName contact { emails { address } } sensitive { taxId } timeline(first: 20) { nodes { title } } } }`) },
]

const orderOf = ({ texts }: Canary) => (texts['clients:read']?.[0] ?? '').replace(/^zqnm/, 'zqor')

const headersOf = ({ served }: Reachable, { token }: Caller): Record<string, string> => (token.includes('=') ? { cookie: token, origin: served.address } : { authorization: `Bearer ${token}` })

const overGet = async (app: Reachable, caller: Caller, query: string): Promise<string> =>
  (await fetch(`${app.served.address}/graphql?query=${encodeURIComponent(query)}`, { headers: { ...headersOf(app, caller), 'apollo-require-preflight': 'true' } })).text()

/** A way to what is held of whoever it may be. */
export interface FirmPath {
  name: string
  read: (asked: Asked) => Promise<string>
}

/** All the pages of a list, with cursors that another caller was given where it lends them. */
async function allPages(ask: Ask, query: (after: string | null) => string): Promise<string> {
  let text = ''
  for (let after: string | null = null, pages = 0; pages < 20; pages += 1) {
    const page: string = await ask(query(after))
    text += page
    after = /"hasNextPage":true/.test(page) ? (/"endCursor":"([^"]+)"/.exec(page)?.[1] ?? null) : null
    if (after === null) break
  }
  return text
}

const at = (after: string | null) => (after === null ? '' : `, after: "${after}"`)
const addresses = ['/api/audit/export', `/api/audit/export?request=${nobody}`, `/api/privacy/exports/${nobody}.zip`, `/api/imports/${nobody}/rejected-rows.csv`, '/health', '/ready', '/metrics', '/api', '/clients', '/internal/identity']

/** What is asked for by each caller once. */
export const firmPaths: readonly FirmPath[] = [
  { name: 'all clients', read: ({ ask }) => allPages(ask, (after) => `{ clients(first: 50${at(after)}) { nodes { ...Profile } pageInfo { hasNextPage endCursor } } } ${profile}`) },
  { name: 'all that happened', read: ({ ask }) => allPages(ask, (after) => `{ interactions(first: 100${at(after)}) { nodes { ...Item } pageInfo { hasNextPage endCursor } } } ${item}`) },
  { name: 'segments', read: ({ ask }) => ask(`{ segments(first: 10) { nodes { name memberCount members(first: 60) { nodes { client { ...Profile } } } } } } ${profile}`) },
  { name: 'reviews', read: ({ ask }) => ask('{ reviews(first: 100) { nodes { subject body client { displayName contact { emails { address } } } } } }') },
  { name: 'holds, requests, approvals', read: ({ ask }) => ask(`{ clientHolds { reason client { ...Profile } } dataSubjectRequests(first: 20) { nodes { id client { ...Profile } } } } ${profile}`) },
  { name: 'open feedback', read: ({ ask }) => ask(`{ interactions(first: 100, filter: { feedbackStates: [OPEN, ACKNOWLEDGED] }) { nodes { ...Item } } } ${item}`) },
  { name: 'productions', read: ({ ask }) => ask(`{ productions(first: 20) { nodes { reason client { ...Profile } } } } ${profile}`) },
  { name: 'mentions', read: ({ ask }) => ask(`{ mentions(first: 100) { nodes { ...Item } } } ${item}`) },
  { name: 'documents and imports', read: ({ ask }) => ask('{ documents(first: 20) { nodes { id } } imports(first: 20) { nodes { id } } }') },
  { name: 'people', read: ({ ask }) => ask('{ me { id name } users(first: 50) { nodes { id name } } teams { name members { name } } }') },
  {
    name: 'REST', read: async ({ app, caller }) => (await Promise.all(addresses.map(async (address) => (await fetch(app.served.address + address, { headers: headersOf(app, caller) })).text()))).join('\n'),
  },
  {
    name: 'a malformed operation', read: async ({ ask }) => (await Promise.all(['{ client }', '{ clients(first: -1) { nodes { displayName } } }', 'query ($id: ID!) { client(id: $id) { nope } }', '{ __schema { types { name } } }'].map((query) => ask(query)))).join('\n'),
  },
]

/** What a search by a text tells: how many clients, and how many items; and how many of all that belong together with a client. */
export async function foundBy(ask: Ask, { text }: Mark, company: Canary | undefined): Promise<{ clients: string; items: string; together: string }> {
  const search = text.replaceAll('"', '')
  const together = 'query ($id: ID!, $search: String!) { client(id: $id) { timeline(rollUp: COMPANY, search: $search, first: 5) { nodes { id } } timelineCounts(rollUp: COMPANY, search: $search) { total } } }'
  return {
    clients: await ask('query ($search: String!) { clients(search: $search, first: 5) { totalCount nodes { id } } }', { search }),
    together: company === undefined ? '' : await ask(together, { id: company.id, search }),
    items: await ask('query ($search: String!) { interactions(search: $search, first: 5) { nodes { id } } interactionCounts(search: $search) { total } }', { search }),
  }
}
