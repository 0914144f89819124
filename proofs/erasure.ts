import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { launch, whenAnswers } from '../bench/lib/product'
import { freePort } from '../scripts/lib/ports.mjs'
import { searchBytes } from './erasure/search'
import { query, type Api } from './lib/graphql'

/**
 * An erased client stands in no byte on disk: canaries in every field of it, and in all that was recorded; erased; then the whole data folder is
 * searched: the database with its write-ahead log, files, logs, exports. `--forge kept` erases nothing, and must make the proof fail.
 */
const { values } = parseArgs({ options: { forge: { type: 'string' } } })
const token = 'erasure-proof-administrator-token-0123456789'
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-erasure-'))
chmodSync(dataDir, 0o711)

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
  const record = (name: string, type: string, more: object) => query(api, `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, { input: { clientId: id, ...more } })
  await record('addNote', 'AddNoteInput', { body: of('note') })
  await record('logCommunication', 'LogCommunicationInput', { occurredAt: at, channel: 'CALL', direction: 'INBOUND', subject: of('subject'), body: of('body'), participants: [of('participant')] })
  await record('recordOrderEvent', 'RecordOrderEventInput', {
    occurredAt: at, orderId: 'o1', executionId: 'e1', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '5', unit: 'LOT', price: '600', currency: 'USD',
    account: `${canary}account`, brokerNote: of('broker note'),
  })
  await record('recordClientEvent', 'RecordClientEventInput', { occurredAt: at, eventType: 'OTHER', description: of('event') })
  await record('recordFeedback', 'RecordFeedbackInput', { occurredAt: at, rating: 3, topic: 'SERVICE', body: of('feedback') })
  return id
}

/** Asks for something of a client, and waits till it is done. */
async function done(api: Api, mutation: string, input: object): Promise<void> {
  const asked = Object.values(await query(api, mutation, { input }))[0] as { id: string }
  for (let status = ''; status !== 'FINISHED'; await sleep(100)) {
    status = ((await query(api, 'query ($id: ID!) { dataSubjectRequest(id: $id) { status } }', { id: asked.id }))['dataSubjectRequest'] as { status: string }).status
  }
}

async function prove(): Promise<{ tried: number; faults: string[] } & Record<string, unknown>> {
  const [gone, stays] = [mark('gone'), mark('stays')]
  const product = launch({ dataDir, port: await freePort(4394), env: { BROKERSYNC_ADMIN_TOKEN: token } })
  const api = { url: product.url, token }
  const faults: string[] = []
  try {
    await whenAnswers(`${product.url}/ready`, { within: 120_000 })
    const clientId = await clientWith(api, gone)
    await clientWith(api, stays)
    await query(api, 'query Look($search: String!) { clients(search: $search) { nodes { id displayName } } interactions(search: $search, first: 10) { nodes { id } } }', { search: gone })
    await done(api, 'mutation ($input: RequestDataExportInput!) { requestDataExport(input: $input) { id } }', { clientId })
    if (values.forge !== 'kept') await done(api, 'mutation ($input: EraseClientInput!) { eraseClient(input: $input) { id } }', { clientId, reason: 'Asked to be forgotten' })
    // The tables of names are written anew a moment after.
    await sleep(4_000)
    const { verifyAudit } = (await query(api, 'mutation { verifyAudit(input: {}) { intact entries } }', {})) as { verifyAudit: { intact: boolean } }
    if (!verifyAudit.intact) faults.push('the audit trail does not verify any more')
  } finally {
    await product.stop()
  }
  const { found, files, bytes } = searchBytes(dataDir, gone)
  for (const path of found) faults.push(`the erased client stands in ${path.slice(dataDir.length + 1)}`)
  // Who was not erased is found, or the search would prove nothing.
  if (searchBytes(dataDir, stays).found.length === 0) faults.push('nobody is found at all')
  return { tried: files, faults, bytes }
}

const { tried, faults, ...told } = await prove().catch((error: unknown) => ({ tried: 0, faults: [String(error)] }))
for (const fault of faults.slice(0, 30)) console.log(`FAULT ${fault}`)
if (faults.length === 0) rmSync(dataDir, { recursive: true, force: true })
else console.log(`The data folder stays for a look at it: ${dataDir}`)
console.log(JSON.stringify({ proof: 'erasure', tried, failed: faults.length, ...told }))
process.exit(faults.length === 0 ? 0 : 1)
