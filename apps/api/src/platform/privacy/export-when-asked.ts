import { join } from 'node:path'
import type { ClientId, EventId } from '@brokersync/schema/ids'
import { openEncryptedFiles, type EncryptedFiles } from '../files/encrypted-files'
import { uuidv7 } from '../ids'
import type { Keys } from '../keys/keys'
import type { Consumer } from '../log/consumer'
import type { HeldRecord, PersonalData } from './personal-data'

/** What a module answers to a request for all that is held of a client. */
export interface ExportAnswered {
  requestId: string
  round: number
  module: string
  removed: Record<string, number>
}

/** The parts of exports, a file for each module and request, encrypted under the request's own key. */
export const exportFiles = (dataDir: string, keys: Keys): EncryptedFiles => openEncryptedFiles(join(dataDir, 'exports'), keys)
export const exportOwner = (requestId: string) => ({ id: requestId, class: 'export' })
export const exportPart = (requestId: string, module: string) => `${requestId}.${module}`

async function* lines(records: AsyncIterable<HeldRecord>, count: (kind: string) => void): AsyncGenerator<Buffer> {
  for await (const { kind, record } of records) {
    count(kind)
    yield Buffer.from(`${JSON.stringify({ kind, ...record })}\n`)
  }
}

/** Writes all that a module holds of a client into its part of the export, a line of JSON each, and answers. */
export const exportWhenAsked = (module: string, personalData: PersonalData, { keys, dataDir }: { keys: Keys; dataDir: string }): Consumer => {
  const files = exportFiles(dataDir, keys)
  return {
    name: 'export-when-asked',
    types: ['client.export_requested'],
    atMost: 1,
    async handle([event]) {
      if (event === undefined) return { writes: [] }
      const requestId = String(event.data['requestId'])
      const counts: Record<string, number> = {}
      await files.write(exportPart(requestId, module), exportOwner(requestId), lines(personalData.held(event.subject as ClientId), (kind) => (counts[kind] = (counts[kind] ?? 0) + 1)))
      const answer: ExportAnswered = { requestId, round: 1, module, removed: counts }
      return { writes: [], events: [{ id: uuidv7<EventId>(), type: 'client.export_answered', subject: event.subject, version: 1, at: new Date(), data: { ...answer } }] }
    },
  }
}
