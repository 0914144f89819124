import type { Permission } from '@brokersync/schema/permissions'
import { operation } from '../contract'
import { mayByTheBook, type Canary, type Firm, type Member } from '../firm'
import { act, type Reachable } from '../people'

/** A text that stands in one field of one client alone, and whom it may be shown to. */
export interface Mark {
  client: Canary
  /** Another client that has to be seen as well. */
  and?: Canary
  text: string
  /** All of these are needed. */
  needs: readonly Permission[]
}

/** A credential of a member: all that its roles give, or less. */
export interface Caller {
  member: Member
  /** What `send` takes: a session's cookie, or an API token. */
  token: string
  /** Of a token; null for a session: all that its user may. */
  scopes: readonly Permission[] | null
}

export type Grants = Parameters<typeof mayByTheBook>[0]

/** Whether a caller may read a mark, told by the book. */
export const mayRead = (grants: Grants, firm: Firm, { member, scopes }: Caller, { client, and = client, needs }: Mark): boolean =>
  needs.every((permission) => (scopes === null || scopes.includes(permission)) && [client, and].every((one) => mayByTheBook(grants, firm, member, one, permission)))

/** The client by which all that were made for the same member belong together: the company whose subsidiaries they are. */
export const companyOf = (clients: readonly Canary[], { of }: Canary): Canary | undefined => clients.find((one) => one.of === of && one.ownership === 'own')

const correct = 'mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { id } }'
const pin = 'mutation ($input: PinInteractionInput!) { pinInteraction(input: $input) { id } }'
const openingPosition = 'mutation ($input: RecordOpeningPositionInput!) { recordOpeningPosition(input: $input) { id } }'
const produce = 'mutation ($input: ProduceRecordsInput!) { produceRecords(input: $input) { id } }'
const relate = 'mutation ($input: RelateClientsInput!) { relateClients(input: $input) { id } }'
const consent = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }'

/** A client's item whose earlier wording is kept. */
export type Revised = ReadonlyMap<string, string>

/** Records something of every kind with each client of a firm, as the administrator. @returns the marks, and of each client the note that was corrected. */
export async function recordWithMarks(app: Reachable, firm: Firm, clients: readonly Canary[]): Promise<{ marks: Mark[]; revised: Revised }> {
  const marks: Mark[] = []
  const revised = new Map<string, string>()
  const now = new Date().toISOString()
  for (const client of clients) {
    const number = firm.clients.indexOf(client)
    const mark = (field: string, ...needs: Permission[]) => {
      const text = `zq${field}${number.toString(36).padStart(3, '0')}xw`
      marks.push({ client, text, needs })
      return text
    }
    for (const [permission, texts = []] of Object.entries(client.texts) as [Permission, string[] | undefined][]) marks.push(...texts.map((text) => ({ client, text, needs: [permission] })))
    const base = { clientId: client.id, occurredAt: now }
    const note = await act(app, operation('AddNote'), { clientId: client.id, body: `Before ${mark('rv', 'interactions:read')}` })
    await act(app, correct, { id: note, body: `After ${mark('af', 'interactions:read')}`, reason: 'A test' })
    await act(app, pin, { id: note })
    revised.set(client.id, note)
    await act(app, operation('AddNote'), { clientId: client.id, aboutId: note, body: `Reply ${mark('rp', 'interactions:read')}` })
    await act(app, operation('AddNote'), { clientId: client.id, aboutId: note, body: `Reply alone ${mark('ra', 'interactions:read', 'interactions:oversee')}`, visibility: 'PRIVATE' })
    await act(app, operation('AddNote'), { clientId: client.id, body: `Alone ${mark('pn', 'interactions:read', 'interactions:oversee')}`, visibility: 'PRIVATE' })
    await act(app, operation('LogCommunication'), { ...base, channel: 'CALL', direction: 'INBOUND', subject: mark('sb', 'interactions:read'), body: mark('bd', 'interactions:read'), participants: [mark('pt', 'interactions:read')] })
    await act(app, operation('RecordFeedback'), { ...base, topic: 'SERVICE', rating: 3, body: mark('fb', 'interactions:read') })
    await act(app, operation('RecordClientEvent'), { ...base, eventType: 'OTHER', description: mark('ev', 'interactions:read') })
    await act(app, operation('RecordOrderEvent'), {
      ...base, orderId: mark('or', 'interactions:read'), status: 'PLACED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'MARKET', quantity: '1', unit: 'LOT', currency: 'USD',
      account: mark('ac', 'interactions:read'), brokerNote: mark('bn', 'interactions:read'),
    })
    await act(app, openingPosition, { clientId: client.id, asOf: now, commodity: 'WHEAT', instrument: 'FUTURE', side: 'BUY', quantity: '1', unit: 'LOT', account: mark('op', 'interactions:read') })
    await act(app, produce, { clientId: client.id, from: '2020-01-01T00:00:00Z', to: now, reason: 'A test' })
    await act(app, consent, { clientId: client.id, purpose: 'MARKETING', source: mark('cn', 'clients:preferences') })
    const company = companyOf(clients, client)
    if (company === undefined || company === client) continue
    const text = `zqrl${number.toString(36).padStart(3, '0')}xw`
    await act(app, relate, { fromId: client.id, toId: company.id, kind: 'SUBSIDIARY_OF', note: text })
    marks.push({ client, and: company, text, needs: ['clients:read'] })
  }
  const segment = await act(app, operation('CreateSegment'), { name: 'A test', kind: 'STATIC' })
  await act(app, operation('ChangeSegmentMembers'), { id: segment, add: clients.map(({ id }) => id), remove: [] })
  return { marks, revised }
}

/** The credentials with which each member asks: its session, a token with all scopes, and one that sees no more than that clients are there. */
export async function callersOf(app: Reachable, members: readonly Member[], grants: Grants): Promise<Caller[]> {
  const callers: Caller[] = []
  for (const member of members) {
    callers.push({ member, token: member.token, scopes: null })
    const held = Object.keys(grants[member.role]) as Permission[]
    if (!held.includes('tokens:write')) continue
    const read = held.filter((permission) => permission.endsWith(':read'))
    for (const scopes of [read, ['clients:read'] as Permission[]]) {
      const { data, errors } = await app.send(operation('CreateApiToken'), { input: { name: 'A test', scopes } }, member.token)
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      callers.push({ member, token: (data['createApiToken'] as unknown as { token: string }).token, scopes })
    }
  }
  return callers
}
