import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { launch, whenAnswers, type Product } from '../bench/lib/product'
import { freePort } from '../scripts/lib/ports.mjs'
import { command, digInLog, keysOf, opening, putBack, takeBackup } from './erasure/restore'
import { searchBytes } from './erasure/search'
import { query, type Api } from './lib/graphql'

/**
 * An erased client stands in no byte on disk: canaries in every field of it, and in all that was recorded; erased; then the whole data folder is
 * searched: the database with its write-ahead log, files, logs, exports. Then a database that was backed up before the erasure is put back as
 * `docs/operating.md` says, and the client is asked for in every way; and the keys as they stand in that backup's write-ahead log open nothing.
 * All of it once more with interactions in Cassandra, whose files are searched too; its backups are its own, and left out.
 * `--only postgres|cassandra`; `--short` leaves out the backup and Cassandra, as a test does.
 * `--forge kept` erases nothing, `--forge old-root` renews no root key, `--forge old-keys` brings no keys back; each must make the proof fail.
 */
const { values } = parseArgs({ options: { forge: { type: 'string' }, only: { type: 'string' }, short: { type: 'boolean', default: false } } })
const token = 'erasure-proof-administrator-token-0123456789'

/** Where one product runs, and what keeps its interactions. */
interface Ground {
  dataDir: string
  store: 'postgres' | 'cassandra'
}

// Lower-case letters and digits alone, so that a name's words and sorting key hold it as it is.
const mark = (name: string) => `zq${name}${randomBytes(6).toString('hex')}`

/** A client with a mark in every field that a person writes, and in everything that can be recorded. */
async function clientWith(api: Api, canary: string): Promise<string> {
  const of = (field: string) => `${canary} ${field}`
  const input = {
    kind: 'INDIVIDUAL', displayName: `${canary} person`, tags: [`${canary}-tag`], externalReferences: [{ source: 'crm', value: `${canary}ref` }],
    contact: {
      emails: [{ address: `${canary}@canary.example`, label: 'WORK' }], phones: [],
      addresses: [{ label: 'HOME', lines: [of('street')], city: of('city'), region: of('region'), postalCode: canary.slice(0, 10), country: 'GB' }],
    },
    sensitive: { taxId: `${canary}tax`, dateOfBirth: '1980-01-01', identityDocument: `${canary}doc` },
  }
  const { id } = (await query(api, 'mutation ($input: CreateClientInput!) { createClient(input: $input) { id } }', { input }))['createClient'] as { id: string }
  await query(api, 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { id } }', { input: { id, version: 1, displayName: `${canary} renamed` } })
  const at = new Date().toISOString()
  const record = async (name: string, type: string, more: object): Promise<string> =>
    ((await query(api, `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, { input: { clientId: id, ...more } }))[name] as { id: string }).id
  const noteId = await record('addNote', 'AddNoteInput', { body: of('note') })
  await record('addNote', 'AddNoteInput', { aboutId: noteId, body: of('reply'), visibility: 'PRIVATE' })
  await record('logCommunication', 'LogCommunicationInput', { occurredAt: at, channel: 'CALL', direction: 'INBOUND', subject: of('subject'), body: of('body'), participants: [of('participant')], recording: { url: `https://recorder.example/${canary}` } })
  await record('recordOrderEvent', 'RecordOrderEventInput', {
    occurredAt: at, orderId: 'o1', executionId: 'e1', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '5', unit: 'LOT', price: '600', currency: 'USD',
    account: `${canary}account`, brokerNote: of('broker note'),
  })
  await record('recordClientEvent', 'RecordClientEventInput', { occurredAt: at, eventType: 'OTHER', description: of('event') })
  const feedbackId = await record('recordFeedback', 'RecordFeedbackInput', { occurredAt: at, rating: 3, topic: 'SERVICE', body: of('feedback') })
  await query(api, 'mutation ($input: HandleFeedbackInput!) { handleFeedback(input: $input) { id } }', { input: { id: feedbackId, state: 'RESOLVED', note: of('what was done') } })
  return id
}

/** Asks for something of a client, and waits till it is done. */
async function done(api: Api, mutation: string, input: object): Promise<void> {
  const asked = Object.values(await query(api, mutation, { input }))[0] as { id: string }
  for (let status = ''; status !== 'FINISHED'; await sleep(100)) {
    status = ((await query(api, 'query ($id: ID!) { dataSubjectRequest(id: $id) { status } }', { id: asked.id }))['dataSubjectRequest'] as { status: string }).status
  }
}

const looks = `query Look($id: ID!, $search: String!) {
  client(id: $id) { displayName reference tags externalReferences { value } contact { emails { address } addresses { lines city } } goals { title } timeline(first: 50) { nodes { __typename title } } }
  clients(first: 100) { nodes { displayName tags contact { emails { address } addresses { lines } } } }
  found: clients(search: $search, first: 10) { nodes { displayName } }
  interactions(search: $search, first: 10) { nodes { title } }
}`

/** All that the API says when it is asked for a client in every way, refusals too. */
async function answers({ url, token: bearer }: Api, id: string, search: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }, body: JSON.stringify({ query: looks, variables: { id, search } }),
  })
  return response.text()
}

const start = async ({ dataDir, store }: Ground): Promise<{ product: Product; api: Api }> => {
  const product = launch({ dataDir, port: await freePort(4394), env: { BROKERSYNC_ADMIN_TOKEN: token }, words: store === 'cassandra' ? ['--cassandra'] : [] })
  await whenAnswers(`${product.url}/ready`, { within: 120_000 }).catch(async (error: unknown) => {
    await product.stop()
    throw error
  })
  return { product, api: { url: product.url, token } }
}

/** Runs something on the product, and ends it. */
async function running<Result>(ground: Ground, work: (api: Api) => Promise<Result>): Promise<Result> {
  const { product, api } = await start(ground)
  try {
    return await work(api)
  } finally {
    await product.stop()
  }
}

interface Client {
  id: string
  mark: string
}

async function erase(api: Api, { id: clientId, mark: canary }: Client, { dataDir, complain }: { dataDir: string; complain: (fault: string) => void }): Promise<void> {
  await query(api, 'query Look($search: String!) { clients(search: $search) { nodes { id displayName } } interactions(search: $search, first: 10) { nodes { id } } }', { search: canary })
  await done(api, 'mutation ($input: RequestDataExportInput!) { requestDataExport(input: $input) { id } }', { clientId })
  await query(api, 'mutation ($input: ProduceRecordsInput!) { produceRecords(input: $input) { id } }', { input: { clientId, from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', reason: `${canary} inquiry` } })
  await sleep(2_000)
  if (values.forge !== 'kept') await done(api, 'mutation ($input: EraseClientInput!) { eraseClient(input: $input) { id } }', { clientId, reason: 'Asked to be forgotten' })
  // The tables of names are written anew a moment after.
  await sleep(4_000)
  const { verifyAudit } = (await query(api, 'mutation { verifyAudit(input: {}) { intact entries } }', {})) as { verifyAudit: { intact: boolean } }
  if (!verifyAudit.intact) complain('the audit trail does not verify any more')
  if (values.forge !== 'old-root' && values.forge !== 'old-keys') command(dataDir, 'rotate-keys')
  command(dataDir, 'backup-keys', keysFile(dataDir))
}

async function checkRestored(ground: Ground, { gone, stays }: { gone: Client; stays: Client }, complain: (fault: string) => void): Promise<void> {
  const [ofGone, ofStays] = await running(ground, async (api) => [await answers(api, gone.id, gone.mark), await answers(api, stays.id, stays.mark)] as const)
  if (ofGone.includes(gone.mark)) complain('the API tells of the erased client out of a backup')
  if (!ofGone.includes('GONE')) complain('a client that was erased is not said to be gone after a restore')
  if (!ofStays.includes(`${stays.mark} renamed`) || !ofStays.includes(`${stays.mark} subject`)) complain('who was not erased is not there after a restore')
}

const keysFile = (dataDir: string) => join(dataDir, 'keys.jsonl')

interface Told {
  tried: number
  faults: string[]
  bytes: number
  keysInLog?: number
}

async function prove(ground: Ground): Promise<Told> {
  const { dataDir } = ground
  const faults: string[] = []
  const complain = (fault: string) => void faults.push(`${ground.store}: ${fault}`)
  const make = async (api: Api, name: string): Promise<Client> => {
    const canary = mark(name)
    return { id: await clientWith(api, canary), mark: canary }
  }
  const { wrapped, ...people } = await running(ground, async (api) => {
    const [gone, stays] = [await make(api, 'gone'), await make(api, 'stays')]
    return { gone, stays, wrapped: await keysOf(dataDir, gone.id) }
  })
  const { gone, stays } = people
  // A Cassandra has backups of its own.
  const backup = values.short || ground.store === 'cassandra' ? null : takeBackup(dataDir)
  try {
    const dug = backup === null ? [] : digInLog(backup, wrapped)
    if (backup !== null && dug.length === 0) complain('no key stands in the write-ahead log of the backup: nothing could be shown of it')
    if (backup !== null && (await opening(join(backup, 'keys'), dug)) !== dug.length) complain('the keys of the log do not open with the root key of their time: nothing could be shown of them')

    await running(ground, (api) => erase(api, gone, { dataDir, complain }))
    const { found, files, bytes } = searchBytes(dataDir, gone.mark)
    for (const path of found) complain(`the erased client stands in ${path.slice(dataDir.length + 1)}`)
    // Who was not erased is found, or the search would prove nothing.
    if (searchBytes(dataDir, stays.mark).found.length === 0) complain('nobody is found at all')
    const opened = await opening(join(dataDir, 'keys'), dug)
    if (opened > 0) complain(`${opened} keys of the erased client, dug out of an old write-ahead log, open with the present root key`)
    if (backup === null) return { tried: files, faults, bytes }

    putBack(backup, dataDir)
    if (values.forge !== 'old-keys') command(dataDir, 'restore-keys', keysFile(dataDir), '--as', 'admin@brokersync.local')
    await checkRestored(ground, people, complain)
    return { tried: files, faults, bytes, keysInLog: dug.length }
  } finally {
    if (backup !== null) rmSync(backup, { recursive: true })
  }
}

const stores = (['postgres', 'cassandra'] as const).filter((store) => (values.short ? store === 'postgres' : values.only === undefined || values.only === store))
const told: Told[] = []
for (const store of stores) {
  const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-erasure-'))
  chmodSync(dataDir, 0o711)
  const one = await prove({ dataDir, store }).catch((error: unknown): Told => ({ tried: 0, faults: [String(error)], bytes: 0 }))
  if (one.faults.length === 0) rmSync(dataDir, { recursive: true, force: true })
  else console.log(`The data folder stays for a look at it: ${dataDir}`)
  told.push(one)
}
const sum = (of: (one: Told) => number) => told.reduce((total, one) => total + of(one), 0)
const faults = told.flatMap((one) => one.faults)
for (const fault of faults.slice(0, 30)) console.log(`FAULT ${fault}`)
console.log(JSON.stringify({ proof: 'erasure', stores, tried: sum(({ tried }) => tried), failed: faults.length, bytes: sum(({ bytes }) => bytes), keysInLog: sum(({ keysInLog = 0 }) => keysInLog) }))
process.exit(faults.length === 0 ? 0 : 1)
