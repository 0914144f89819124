import { setTimeout as pause } from 'node:timers/promises'
import { operation, variablesOf } from './contract'
import type { Answer } from './app'
import type { Deployment } from './contract-deployment'
import { normaliser } from './contract-normal'
import { subscribe } from './contract-socket'

/** What was asked, and what came of it, in order. */
export interface Told {
  operation: string
  answer: unknown
}

interface Narrator {
  deployment: Deployment
  /** Sends an operation of the contract with its variables, some of them given; the answer is told. */
  tell(name: string, input?: Record<string, unknown>): Promise<Record<string, never>>
  /** Sends any operation; the answer is told under a name. */
  say(name: string, query: string, variables?: object, token?: string | null): Promise<Answer>
  note(name: string, answer: unknown): void
}

type Ids = Readonly<Record<'broker' | 'client' | 'other', string>>

const day = 86_400_000
const daysFromNow = (days: number) => new Date(Math.floor(Date.now() / day) * day + days * day).toISOString()

/** The contract's variables, with their days just past and their ids those that are given. */
function withInput(name: string, given: Record<string, unknown>): Record<string, unknown> {
  const recent = JSON.stringify(variablesOf(name)).replaceAll(/2026-11-2([01])T/g, (_match, unit) => `${daysFromNow(unit === '0' ? -3 : -2).slice(0, 10)}T`)
  const variables = JSON.parse(recent) as Record<string, unknown>
  return 'input' in variables ? { ...variables, input: { ...(variables['input'] as object), ...given } } : { ...variables, ...given }
}

const idOf = (data: Record<string, never>, field: string): string => (data[field] as unknown as { id: string }).id

async function people({ tell, say, deployment, note }: Narrator): Promise<string> {
  await tell('Me')
  const password = 'a long enough passphrase'
  const broker = idOf(await tell('CreateUser', { password }), 'createUser')
  await tell('Users', { first: 10 })
  await tell('UpdateUser', { id: broker, roles: ['BROKER'] })
  const token = idOf(await tell('CreateApiToken', { expiresAt: daysFromNow(365) }), 'createApiToken')
  await tell('RevokeApiToken', { id: token })
  const signIn = await fetch(`${deployment.address}/api/auth/sign-in/email`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'new.broker@brokerage.example', password }),
  })
  note('sign-in', { status: signIn.status, body: await signIn.json() })
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  await say('Me by session', operation('Me'), {}, cookie)
  return broker
}

async function clients({ tell, say, deployment, note }: Narrator, broker: string): Promise<Ids> {
  const id = idOf(await tell('CreateClient'), 'createClient')
  await say('CreateClient with its key once more', operation('CreateClient'), withInput('CreateClient', {}))
  await say('CreateClient with its key and another name', operation('CreateClient'), withInput('CreateClient', { displayName: 'Another' }))
  const other = idOf(await tell('CreateClient', { idempotencyKey: null, displayName: 'Hargreave Oils', externalReferences: [] }), 'createClient')
  const query = 'subscription ($id: ID!) { clientChanged(id: $id) { id displayName version timelineExtent { count } segments { id } } }'
  const changes = await subscribe(deployment.address, { query: operation('ClientChanged'), variables: { id }, token: deployment.token })
  const wide = await subscribe(deployment.address, { query, variables: { id }, token: deployment.token })
  await tell('UpdateClient', { id })
  note('ClientChanged', await changes.next())
  note('ClientChanged with fields of other modules', await wide.next())
  await Promise.all([changes.stop(), wide.stop()])
  await tell('DeactivateClient', { id })
  await tell('ActivateClient', { id })
  await tell('TagClients', { ids: [id] })
  await tell('AssignClients', { ids: [id, other], ownerId: broker })
  return { broker, client: id, other }
}

async function happenings({ tell, deployment, note }: Narrator, { client, broker }: Ids): Promise<void> {
  const clientId = client
  const query = 'subscription ($id: ID!) { timelineItemAdded(clientId: $id) { __typename title author { name } client { displayName owner { name } } } }'
  const items = await subscribe(deployment.address, { query: operation('TimelineItemAdded'), variables: { clientId }, token: deployment.token })
  const wide = await subscribe(deployment.address, { query, variables: { id: clientId }, token: deployment.token })
  const communication = idOf(await tell('LogCommunication', { clientId }), 'logCommunication')
  note('TimelineItemAdded', await items.next())
  note('TimelineItemAdded with fields of other modules', await wide.next())
  await Promise.all([items.stop(), wide.stop()])
  await tell('RecordOrderEvent', { clientId })
  await tell('RecordClientEvent', { clientId })
  await tell('AddNote', { clientId, aboutId: communication, mentionIds: [broker] })
  await tell('RecordFeedback', { clientId, aboutId: null })
  const recommendation = idOf(await tell('RecordRecommendation', { clientId }), 'recordRecommendation')
  await tell('AnswerRecommendation', { id: recommendation, answeredAt: daysFromNow(-1) })
  await tell('RecordMarketMove')
  const { interactions } = withInput('RecordInteractions', {})['input'] as { interactions: Record<string, object>[] }
  // Each at an instant of its own: of two at one, nothing says which comes first.
  const ofClient = interactions.map((one, index) =>
    Object.fromEntries(Object.entries(one).map(([kind, fields]) => [kind, { ...fields, clientId, occurredAt: daysFromNow(-10 - index) }])),
  )
  await tell('RecordInteractions', { interactions: ofClient })
}

async function groupsAndFiles({ tell, deployment, note }: Narrator, { client, other }: Ids): Promise<void> {
  const segment = idOf(await tell('CreateSegment', { kind: 'STATIC', criteria: null }), 'createSegment')
  await tell('ChangeSegmentMembers', { id: segment, add: [client, other] })
  await tell('Segments', { first: 10 })
  const { id, upload } = (await tell('StartImport'))['startImport'] as unknown as { id: string; upload: { url: string; method: string; headers: { name: string; value: string }[] } }
  note('the upload goes to the same address', new URL(upload.url).port === new URL(deployment.address).port)
  const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]))
  const file = 'Id,Name,Email,Phone,Country,Tags\n1,Imported Ltd,info@imported.example,+442071838751,GB,new\n2,,nothing,,,\n'
  note('upload', (await fetch(upload.url, { method: upload.method, headers, body: file })).status)
  const isOver = async () => ['FINISHED', 'FAILED'].includes(((await deployment.send(operation('ImportStatus'), { id })).data['import'] as unknown as { status: string }).status)
  while (!(await isOver())) await pause(100)
  await tell('ImportStatus', { id })
}

async function readings({ tell }: Narrator, { client: id }: Ids): Promise<void> {
  // What others derive from a change follows within a second.
  await pause(1_500)
  const span = { from: daysFromNow(-365), to: daysFromNow(1) }
  await tell('ClientPage', { id })
  await tell('ClientSensitive', { id })
  await tell('FindClients', { filter: null })
  await tell('TimelineWindow', { clientId: id, ...span, first: 100 })
  await tell('TimelineWindow', { clientId: id, ...span, search: 'margin', first: 1 })
  await tell('TimelineDensity', { clientId: id, ...span, buckets: 12 })
  await tell('SearchInteractions')
  await tell('ExpiringDocuments', { withinDays: 30, first: 10 })
}

async function refusals({ say }: Narrator, { client: id }: Ids): Promise<void> {
  const nobody = '0190b5a0-0000-7000-8000-000000000000'
  await say('a stranger', operation('ClientPage'), { id }, null)
  await say('a wrong token', operation('ClientPage'), { id }, 'bsk_wrong')
  await say('an unknown client', operation('ClientPage'), { id: nobody })
  await say('a stale version', operation('UpdateClient'), withInput('UpdateClient', { id, version: 1 }))
  await say('an input with several faults', operation('CreateClient'), withInput('CreateClient', { idempotencyKey: null, displayName: '', ownerId: nobody, contact: { emails: [{ address: 'x', label: 'WORK' }] } }))
  await say('an input of wrong types', operation('CreateClient'), { input: { displayName: 'X', kind: 'PERSON' } })
  await say('a variable that is missing', operation('ClientPage'), {})
  await say('a document that cannot be read', '{ me { id }')
  await say('a field that is not there', '{ nobody }')
  await say('a document that is too deep', `{ client(id: "${id}") { ${'segments { members { nodes { client { '.repeat(4)} id ${'} } } }'.repeat(4)} } }`)
  await say('a subscription without a socket', operation('ClientChanged'), { id })
  await say('one that fails beside one that does not', `{ me { name } client(id: "${nobody}") { id } }`)
}

/** What data subjects ask for runs on in every module: it is asked for until it is done. */
async function dataSubjects({ tell, deployment }: Narrator): Promise<void> {
  const make = async (displayName: string) => {
    const { data } = await deployment.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName } })
    return idOf(data, 'createClient')
  }
  const done = async (id: string): Promise<void> => {
    const { data } = await deployment.send(operation('DataSubjectRequestStatus'), { id })
    if ((data['dataSubjectRequest'] as unknown as { status: string }).status === 'FINISHED') return
    await pause(100)
    await done(id)
  }
  for (const [name, field] of [['RequestDataExport', 'requestDataExport'], ['AnonymiseClient', 'anonymiseClient'], ['EraseClient', 'eraseClient']] as const) {
    const id = idOf(await tell(name, { clientId: await make(`A subject of ${name}`) }), field)
    await done(id)
    await tell('DataSubjectRequestStatus', { id })
  }
}

/** The trail of a client's own changes, once its last one is chained; how long the whole chain is, is each deployment's own. */
async function trail({ tell, deployment, note }: Narrator, { client }: Ids): Promise<void> {
  const variables = withInput('Audit', { filter: { ...(variablesOf('Audit')['filter'] as object), subjectId: client } })
  const length = async () => {
    const { data } = await deployment.send(operation('Audit'), variables)
    return (data['auditTrail'] as unknown as { nodes: unknown[] }).nodes.length
  }
  for (let [before, now] = [-1, await length()]; now !== before; [before, now] = [now, await length()]) await pause(1_000)
  await tell('Audit', { filter: variables['filter'] })
  const { data } = await deployment.send(operation('VerifyAudit'), withInput('VerifyAudit', {}))
  const { intact, firstBrokenId } = data['verifyAudit'] as unknown as { intact: boolean; firstBrokenId: string | null }
  note('VerifyAudit', { intact, firstBrokenId })
}

/** Tells the whole story of the contract's operations so far to one deployment, in a form that another's can be compared with. */
export async function tellStory(deployment: Deployment): Promise<Told[]> {
  const normalise = normaliser(Date.now())
  const told: Told[] = []
  const note = (name: string, answer: unknown) => void told.push({ operation: name, answer: normalise(answer) })
  const say: Narrator['say'] = async (name, query, variables = {}, token) => {
    const answer = await deployment.send(query, variables, token)
    note(name, answer)
    return answer
  }
  const tell: Narrator['tell'] = async (name, input = {}) => {
    const { data, errors } = await say(name, operation(name), withInput(name, input))
    if (errors !== undefined) throw new Error(`${name} fails: ${JSON.stringify(errors)}`)
    return data
  }
  const narrator: Narrator = { deployment, tell, say, note }
  const ids = await clients(narrator, await people(narrator))
  await happenings(narrator, ids)
  await groupsAndFiles(narrator, ids)
  await readings(narrator, ids)
  await trail(narrator, ids)
  await dataSubjects(narrator)
  await refusals(narrator, ids)
  return told
}
