import { join } from 'node:path'
import type { ClientId, EventId, UserId } from '@brokersync/schema/ids'
import { openEncryptedFiles, type EncryptedFiles } from '../files/encrypted-files'
import { uuidv7 } from '../ids'
import { KeyDestroyed, type Keys } from '../keys/keys'
import type { Consumer } from '../log/consumer'
import type { HandedTo, HeldRecord, PersonalData } from './personal-data'

/** What compliance asks all modules for: what they hold of some clients, for a data subject or for a regulator. */
export interface RecordsAsked {
  requestId: string
  /** From 1 on: the clients of one request are divided into parts, each a file of each module. */
  part: number
  clients: readonly ClientId[]
  /** Of these only what the people below recorded. */
  partly: readonly ClientId[]
  people: readonly UserId[]
  /** RFC 3339, half-open; null: from the beginning, to the end. */
  from: string | null
  to: string | null
  handedTo: HandedTo
}

/** What each of them answers: how many records of a kind it handed out. */
export interface RecordsAnswered {
  requestId: string
  part: number
  module: string
  counts: Record<string, number>
}

/** The parts of what is handed out, encrypted under the request's own key. */
export const handedOutFiles = (dataDir: string, keys: Keys): EncryptedFiles => openEncryptedFiles(join(dataDir, 'exports'), keys)
export const handedOutOwner = (requestId: string) => ({ id: requestId, class: 'export' })
export const handedOutPart = (requestId: string, part: number, module: string) => `${requestId}.${part}.${module}`

type Told = HeldRecord & { clientId: ClientId }

/** What is asked for is itself on record, with each of its clients: it is told once, with the first. */
async function* onceOfItself(records: AsyncIterable<Told>, { requestId, part }: RecordsAsked): AsyncGenerator<Told> {
  let told = part > 1
  for await (const held of records) {
    const isItself = held.record['id'] === requestId
    if (!isItself || !told) yield held
    told ||= isItself
  }
}

async function* recordsOf(personalData: PersonalData, { clients, partly, people, from, to, handedTo }: RecordsAsked): AsyncGenerator<Told> {
  const span = { from: from === null ? null : new Date(from), to: to === null ? null : new Date(to) }
  for (const clientId of clients) for await (const held of personalData.held(clientId, span, handedTo)) yield { clientId, ...held }
  for (const clientId of partly) {
    for await (const held of personalData.held(clientId, span, handedTo)) if (held.by != null && people.includes(held.by)) yield { clientId, ...held }
  }
}

async function* lines(records: AsyncIterable<Told>, count: (kind: string) => void): AsyncGenerator<Buffer> {
  for await (const { clientId, kind, record } of records) {
    count(kind)
    yield Buffer.from(`${JSON.stringify({ clientId, recordKind: kind, ...record })}\n`)
  }
}

/** Writes what a module holds of the clients asked for into a file, a line of JSON each, and answers. */
export const handOutWhenAsked = (module: string, personalData: PersonalData, { keys, dataDir }: { keys: Keys; dataDir: string }): Consumer => {
  const files = handedOutFiles(dataDir, keys)
  return {
    name: 'hand-out-when-asked',
    types: ['records.requested'],
    atMost: 1,
    async handle([event]) {
      if (event === undefined) return { writes: [] }
      const asked = event.data as unknown as RecordsAsked
      const { requestId, part } = asked
      const counts: Record<string, number> = {}
      const written = files.write(handedOutPart(requestId, part, module), handedOutOwner(requestId), lines(onceOfItself(recordsOf(personalData, asked), asked), (kind) => (counts[kind] = (counts[kind] ?? 0) + 1)))
      await written.catch((error: unknown) => {
        // What was dropped since it was asked for is handed out no more.
        if (!(error instanceof KeyDestroyed)) throw error
      })
      const answer: RecordsAnswered = { requestId, part, module, counts }
      return { writes: [], events: [{ id: uuidv7<EventId>(), type: 'records.answered', subject: event.subject, version: part, at: new Date(), data: { ...answer } }] }
    },
  }
}
