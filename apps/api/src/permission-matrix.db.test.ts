import 'reflect-metadata'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Role } from '@brokersync/schema/enums'
import { permissions, type Permission } from '@brokersync/schema/permissions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { startApp, type Answer, type App } from './testing/app'
import { operation } from './testing/contract'
import { act } from './testing/people'
import { aFirm, mayByTheBook, ownerships, type Canary, type Firm, type Member, type Ownership } from './testing/firm'
import { eventually } from './modules/interactions/testing/recording'

/** `yes`, `no` for a field that is null, or the code of the refusal. */
type Outcome = string

let app: App
let firm: Firm
let grants: Parameters<typeof mayByTheBook>[0]

beforeAll(async () => {
  app = await startApp()
  grants = parse(await readFile(join(app.environment.CONFIG_DIR, 'roles.yaml'), 'utf8')) as typeof grants
  firm = await aFirm(app)
  for (const client of firm.clients) await act(app, operation('LogCommunication'), { ...aCall(client), clientId: client.id })
  const last = firm.clients.at(-1)
  await eventually(() => app.send('query ($id: ID!) { client(id: $id) { timelineExtent { count } } }', { id: last?.id }), ({ data }) => JSON.stringify(data).includes('"count":2'))
}, 180_000)
afterAll(() => app.stop())

const codeOf = ({ errors }: Answer): Outcome => errors?.[0]?.extensions.code ?? 'yes'
const versionOf = async (id: string) => ((await app.send('query ($id: ID!) { client(id: $id) { version } }', { id })).data['client'] as unknown as { version: number }).version
const update = async (who: Member, { id }: Canary, content: object) =>
  codeOf(await app.send(operation('UpdateClient'), { input: { id, version: await versionOf(id), ...content } }, who.token))
const one = (name: string, selection: string) => `query ($id: ID!) { client(id: $id) { ${selection.replace('FIELD', name)} } }`
const shown = async (who: Member, { id }: Canary, field: string, selection = 'FIELD'): Promise<Outcome> => {
  const { data, errors } = await app.send(one(field, selection), { id }, who.token)
  if (errors !== undefined) return errors[0]?.extensions.code ?? 'error'
  return (data['client'] as unknown as Record<string, unknown>)[field] === null ? 'no' : 'yes'
}

/** How somebody who took part in a call with a client is reached: what stands for nobody else's. */
const addressOf = ({ id }: Canary) => `at${id.replaceAll('-', '')}`
const aCall = (client: Canary) => ({ channel: 'CALL', direction: 'INBOUND', subject: 'A call', occurredAt: '2026-01-05T09:00:00Z', participants: [`Someone <${addressOf(client)}@example.com>`] })
const timelineOf = async (who: Member, { id }: Canary, search: string | null): Promise<Outcome | string[]> => {
  const { data, errors } = await app.send(
    'query ($id: ID!, $search: String) { client(id: $id) { timeline(categories: [COMMUNICATION], search: $search, first: 1) { nodes { ... on Communication { participants } } } } }', { id, search }, who.token,
  )
  if (errors !== undefined) return errors[0]?.extensions.code ?? 'error'
  return (data['client'] as unknown as { timeline: { nodes: { participants: string[] }[] } | null }).timeline?.nodes.flatMap(({ participants }) => participants) ?? []
}
const tellsAddress = async (who: Member, client: Canary, search: string | null): Promise<Outcome> => {
  const told = await timelineOf(who, client, search)
  return typeof told === 'string' ? told : told.some((participant) => participant.includes(addressOf(client))) ? 'yes' : 'no'
}

/** What a permission lets one do with a client, and how it is refused to who sees the client; out of sight it is NOT_FOUND. */
const readings: readonly { needs: Permission; what: string; ask: (who: Member, client: Canary) => Promise<Outcome> }[] = [
  { needs: 'clients:contact', what: 'contact', ask: (who, client) => shown(who, client, 'contact', 'FIELD { emails { address } }') },
  { needs: 'clients:contact', what: 'how who took part in a call is reached', ask: (who, client) => tellsAddress(who, client, null) },
  { needs: 'clients:contact', what: 'a call, found by that', ask: (who, client) => tellsAddress(who, client, addressOf(client)) },
  { needs: 'clients:preferences', what: 'communication preferences', ask: (who, client) => shown(who, client, 'communicationPreferences', 'FIELD { language }') },
  { needs: 'clients:preferences', what: 'trading preferences', ask: (who, client) => shown(who, client, 'tradingPreferences', 'FIELD { commodities }') },
  { needs: 'clients:risk', what: 'risk', ask: (who, client) => shown(who, client, 'risk', 'FIELD { score }') },
  { needs: 'clients:goals', what: 'goals', ask: (who, client) => shown(who, client, 'goals', 'FIELD { title }') },
  { needs: 'clients:sensitive', what: 'sensitive', ask: (who, client) => shown(who, client, 'sensitive', 'FIELD { taxId }') },
  { needs: 'clients:engagement', what: 'engagement', ask: (who, client) => shown(who, client, 'engagement', 'FIELD { lastContactAt }') },
  { needs: 'clients:grant', what: 'grants', ask: (who, client) => shown(who, client, 'grants', 'FIELD { id }') },
  { needs: 'interactions:read', what: 'timeline', ask: (who, client) => shown(who, client, 'timeline', 'FIELD(first: 1) { nodes { __typename } }') },
  { needs: 'interactions:read', what: 'extent', ask: (who, client) => shown(who, client, 'timelineExtent', 'FIELD { count }') },
]

const changes: readonly { needs: readonly Permission[]; what: string; ask: (who: Member, client: Canary) => Promise<Outcome> }[] = [
  { needs: ['clients:write'], what: 'rename', ask: (who, client) => update(who, client, { displayName: `Firm ${client.texts['clients:read']?.[0]}` }) },
  { needs: ['clients:write', 'clients:contact'], what: 'change contact', ask: (who, client) => update(who, client, { contact: { emails: [] } }) },
  { needs: ['clients:write', 'clients:preferences'], what: 'change preferences', ask: (who, client) => update(who, client, { communicationPreferences: null, tradingPreferences: null }) },
  { needs: ['clients:write', 'clients:risk'], what: 'change risk', ask: (who, client) => update(who, client, { risk: null }) },
  { needs: ['clients:write', 'clients:goals'], what: 'change goals', ask: (who, client) => update(who, client, { goals: [] }) },
  { needs: ['clients:write', 'clients:sensitive'], what: 'change sensitive', ask: (who, client) => update(who, client, { sensitive: null }) },
  { needs: ['clients:write'], what: 'tag', ask: async (who, { id }) => codeOf(await app.send(operation('TagClients'), { input: { ids: [id], add: ['seen'], remove: [] } }, who.token)) },
  {
    needs: ['clients:deactivate'], what: 'deactivate and reactivate',
    ask: async (who, { id }) => {
      const outcome = codeOf(await app.send(operation('DeactivateClient'), { input: { id, version: await versionOf(id), reason: 'A test' } }, who.token))
      const back = await app.send(operation('ActivateClient'), { input: { id, version: await versionOf(id) } }, who.token)
      return outcome === codeOf(back) ? outcome : `${outcome}, then ${codeOf(back)}`
    },
  },
  { needs: ['interactions:write'], what: 'note', ask: async (who, { id }) => codeOf(await app.send(operation('AddNote'), { input: { clientId: id, body: 'A test' } }, who.token)) },
  {
    needs: ['clients:grant'], what: 'grant and revoke',
    ask: async (who, { id }) => {
      const made = await app.send('mutation ($input: GrantClientInput!) { grantClient(input: $input) { id } }', { input: { clientId: id, userId: firm.lenderId, reason: 'A test' } }, who.token)
      if (made.errors !== undefined) return codeOf(made)
      const grant = (made.data['grantClient'] as unknown as { id: string }).id
      return codeOf(await app.send('mutation ($input: RevokeGrantInput!) { revokeGrant(input: $input) { id } }', { input: { id: grant } }, who.token))
    },
  },
  // To the one who owns it already, or to its maker's teammate where nobody does: handing over moves it out of no one's cell before it is asked.
  { needs: ['clients:assign'], what: 'assign', ask: async (who, { id, ownerId }) => codeOf(await app.send(operation('AssignClients'), { input: { ids: [id], ownerId: ownerId ?? firm.lenderId } }, who.token)) },
]

function expectedChange(who: Member, client: Canary, needs: readonly Permission[]): Outcome {
  const may = (permission: Permission) => mayByTheBook(grants, firm, who, client, permission)
  // The operation is refused before the client is looked at, to who may not do it at all.
  if (grants[who.role][needs[0] ?? 'clients:read'] === undefined) return 'FORBIDDEN'
  if (needs[0] === 'interactions:write') return may('interactions:write') ? 'yes' : 'NOT_FOUND'
  if (!may('clients:read')) return 'NOT_FOUND'
  return needs.every(may) ? 'yes' : 'FORBIDDEN'
}

describe.each(Object.keys(Role) as Role[])('%s', (role) => {
  test.each(ownerships)('of a client that is %s: each field and each act, as the roles say', async (ownership: Ownership) => {
    const [who, client] = [firm.members.find((member) => member.role === role), firm.clients.find((one) => one.of.role === role && one.ownership === ownership)]
    if (who === undefined || client === undefined) throw new Error('The firm lacks someone')
    const may = (permission: Permission) => mayByTheBook(grants, firm, who, client, permission)
    const isSeen = may('clients:read')
    expect(await shown(who, client, 'displayName'), 'clients:read').toBe(isSeen ? 'yes' : 'NOT_FOUND')
    for (const { needs, what, ask } of readings) expect([what, await ask(who, client)]).toEqual([what, isSeen ? (may(needs) ? 'yes' : 'no') : 'NOT_FOUND'])
    for (const { needs, what, ask } of changes) expect([what, await ask(who, client)]).toEqual([what, expectedChange(who, client, needs)])
  })

  test('what is of the firm: each act, as the roles say', async () => {
    const who = firm.members.find((member) => member.role === role)
    const has = (permission: Permission) => grants[role][permission] !== undefined
    for (const { needs, query, variables } of ofTheFirm) {
      const outcome = codeOf(await app.send(query, variables ?? {}, who?.token))
      // Input that is refused for what it says was let in: only FORBIDDEN says that the caller may not.
      expect([query, outcome === 'FORBIDDEN' ? 'no' : outcome === 'INTERNAL' ? 'a fault of ours' : 'yes']).toEqual([query, has(needs) ? 'yes' : 'no'])
    }
  })
})

const nobody = '0190b5a0-0000-7000-8000-000000000000'
const ofTheFirm: readonly { needs: Permission; query: string; variables?: object }[] = [
  { needs: 'segments:read', query: '{ segments(first: 1) { nodes { id } } }' },
  { needs: 'segments:write', query: operation('CreateSegment'), variables: { input: { name: '', kind: 'STATIC' } } },
  { needs: 'documents:read', query: '{ documents(first: 1) { nodes { id } } }' },
  { needs: 'imports:read', query: '{ imports(first: 1) { nodes { id } } }' },
  { needs: 'imports:write', query: operation('StartImport'), variables: { input: { kind: 'CLIENTS', format: 'CSV', source: '', mapping: {}, defaults: {} } } },
  { needs: 'users:read', query: '{ users(first: 1) { nodes { id } } }' },
  { needs: 'users:read', query: '{ teams { name } }' },
  { needs: 'users:write', query: operation('CreateUser'), variables: { input: { name: '', email: '', roles: ['BROKER'] } } },
  { needs: 'loans:read', query: '{ loans(first: 1) { nodes { id } } }' },
  { needs: 'loans:write', query: 'mutation ($input: LendClientsInput!) { lendClients(input: $input) { id } }', variables: { input: { fromUserId: '', toUserId: '', until: '', reason: '' } } },
  { needs: 'walls:read', query: '{ walls { id } }' },
  { needs: 'walls:write', query: 'mutation ($input: SetWallInput!) { setWall(input: $input) { id } }', variables: { input: { teams: [], reason: '' } } },
  { needs: 'roles:read', query: '{ roles { version } }' },
  { needs: 'roles:write', query: 'mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) { version } }', variables: { input: { version: 0, reason: '', grants: [] } } },
  { needs: 'access:explain', query: 'query ($clientId: ID!, $userId: ID!) { whyVisible(clientId: $clientId, userId: $userId) { visible } }', variables: { clientId: nobody, userId: nobody } },
  { needs: 'audit:read', query: '{ auditTrail(first: 1) { nodes { id } } }' },
  { needs: 'audit:export', query: 'mutation ($input: ExportAuditInput!) { exportAudit(input: $input) { expiresAt } }', variables: { input: { format: 'CSV' } } },
  { needs: 'approvals:decide', query: 'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { id } }', variables: { input: { id: nobody, approve: true } } },
  { needs: 'privacy:export', query: '{ dataSubjectRequests(first: 1) { nodes { id } } }' },
  { needs: 'privacy:export', query: operation('RequestDataExport'), variables: { input: { clientId: nobody } } },
  { needs: 'privacy:erase', query: operation('EraseClient'), variables: { input: { clientId: nobody, reason: '' } } },
  { needs: 'privacy:erase', query: operation('AnonymiseClient'), variables: { input: { clientId: nobody, reason: '' } } },
  { needs: 'supervision:review', query: '{ reviews(first: 1) { nodes { id } } }' },
  { needs: 'holds:write', query: '{ clientHolds { id } }' },
  { needs: 'retention:write', query: '{ retentionRules { version } }' },
  { needs: 'retention:write', query: 'mutation ($input: UpdateRetentionInput!) { updateRetention(input: $input) { version } }', variables: { input: { version: 0, reason: '', regime: 'NONE', years: [] } } },
  { needs: 'tokens:write', query: operation('CreateApiToken'), variables: { input: { name: '', scopes: [] } } },
]

/** Told elsewhere: what the test of another module shows, by the permission. */
const elsewhere: Readonly<Partial<Record<Permission, string>>> = {
  'interactions:oversee': 'modules/interactions/note-visibility.db.test.ts',
  'walls:cross': 'here, in each walled cell',
  'documents:write': 'modules/documents/documents.db.test.ts',
  'privacy:read': 'modules/profiles/restriction.db.test.ts',
  'privacy:restrict': 'modules/profiles/restriction.db.test.ts',
  'roles:preview': 'modules/access/preview.db.test.ts',
}

test('no permission is left out', () => {
  const asked = new Set<string>(['clients:read', ...readings.map(({ needs }) => needs), ...changes.flatMap(({ needs }) => needs), ...ofTheFirm.map(({ needs }) => needs)])
  expect(permissions.filter((permission) => !asked.has(permission) && elsewhere[permission] === undefined)).toEqual([])
})
