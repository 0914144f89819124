import type { Random } from '../lib/random'
import type { Entry } from './ledger'

/** A client as its lane of load knows it from what was acknowledged. */
export interface Known {
  id: string
  version: number
}

/** One request, and what to write down when it is acknowledged. */
export interface Deed {
  operation: string
  variables: { input: Record<string, unknown> }
  /** @throws when the answer is none that the request can have. */
  entries(data: Record<string, unknown>): Entry[]
  /** What the lane knows after it. */
  learn?(entries: readonly Entry[]): void
}

const operations = {
  create: 'mutation CreateClient($input: CreateClientInput!) { done: createClient(input: $input) { id version } }',
  update: 'mutation UpdateClient($input: UpdateClientInput!) { done: updateClient(input: $input) { id version } }',
  tag: 'mutation TagClients($input: TagClientsInput!) { done: tagClients(input: $input) { id tags version } }',
  call: 'mutation LogCommunication($input: LogCommunicationInput!) { done: logCommunication(input: $input) { id } }',
  order: 'mutation RecordOrderEvent($input: RecordOrderEventInput!) { done: recordOrderEvent(input: $input) { id } }',
  note: 'mutation AddNote($input: AddNoteInput!) { done: addNote(input: $input) { id } }',
  many: 'mutation RecordInteractions($input: RecordInteractionsInput!) { done: recordInteractions(input: $input) { accepted { index id } rejected { index } } }',
}

const first = Date.UTC(2026, 0, 1)

/** An instant of the year 2026: what is recorded lies spread over it. */
const instant = (random: Random) => new Date(first + random.between(0, 300 * 86_400_000)).toISOString()

function field<Value>(data: Record<string, unknown>, name: string): Value {
  const done = Array.isArray(data['done']) ? (data['done'] as unknown[])[0] : data['done']
  if (typeof done !== 'object' || done === null || !(name in done)) throw new Error(`an answer without ${name}: ${JSON.stringify(data)}`)
  return (done as Record<string, Value>)[name] as Value // It was asked for by this name and type.
}

export function createClient(word: string, random: Random, clients: Known[]): Deed {
  const name = `Client ${word}`
  return {
    operation: operations.create,
    variables: { input: { kind: random.of(['INDIVIDUAL', 'ORGANISATION']), displayName: name, contact: { emails: [{ address: `${word}@example.com`, label: 'WORK' }] } } },
    entries: (data) => [{ what: 'client', clientId: field(data, 'id'), name }],
    learn: (entries) => entries.forEach(({ clientId }) => clients.push({ id: clientId, version: 1 })),
  }
}

export function renameClient(word: string, client: Known): Deed {
  const name = `Renamed ${word}`
  return {
    operation: operations.update,
    variables: { input: { id: client.id, version: client.version, displayName: name } },
    entries: (data) => [{ what: 'change', clientId: client.id, version: field(data, 'version'), name }],
    learn: () => (client.version += 1),
  }
}

export function tagClient(word: string, client: Known): Deed {
  return {
    operation: operations.tag,
    variables: { input: { ids: [client.id], add: [word] } },
    entries: () => [{ what: 'tag', clientId: client.id, tag: word }],
    learn: () => (client.version += 1),
  }
}

interface Recording {
  operation: string
  category: string
  /** Its field among many. */
  among: string
  input: { clientId: string; occurredAt: string } & Record<string, unknown>
}

function recording(word: string, random: Random, clientId: string): Recording {
  const at = { clientId, occurredAt: instant(random) }
  const call = { ...at, channel: 'CALL', direction: 'OUTBOUND', subject: `About ${word}`, callOutcome: 'CONNECTED' }
  const order = {
    ...at, orderId: word, executionId: word, status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT',
    quantity: '5', unit: 'LOT', price: '612.25', currency: 'USD', brokerNote: word,
  }
  return random.of<Recording>([
    { operation: operations.call, category: 'COMMUNICATION', among: 'communication', input: call },
    { operation: operations.order, category: 'ORDER', among: 'orderEvent', input: order },
    { operation: operations.note, category: 'NOTE', among: 'note', input: { ...at, body: `Noted ${word}` } },
  ])
}

export function record(word: string, random: Random, client: Known): Deed {
  const { operation, category, input } = recording(word, random, client.id)
  const { clientId, occurredAt } = input
  return { operation, variables: { input }, entries: (data) => [{ what: 'interaction', clientId, id: field(data, 'id'), category, occurredAt, word }] }
}

/** Several at once, of which the product accepts all or none. */
export function recordMany(word: string, random: Random, client: Known): Deed {
  const all = Array.from({ length: 5 }, (_, index) => ({ word: `${word}x${index}`, ...recording(`${word}x${index}`, random, client.id) }))
  return {
    operation: operations.many,
    variables: { input: { interactions: all.map(({ among, input }) => ({ [among]: input })) } },
    entries: (data) => {
      const accepted = field<{ index: number; id: string }[]>(data, 'accepted')
      if (accepted.length !== all.length) throw new Error(`only ${accepted.length} of ${all.length} were accepted`)
      return accepted.flatMap(({ index, id }) => {
        const one = all[index]
        return one === undefined ? [] : [{ what: 'interaction' as const, clientId: client.id, id, category: one.category, occurredAt: one.input.occurredAt, word: one.word }]
      })
    },
  }
}
