import type { EventId } from '@brokersync/schema/ids'
import { reachShape } from '../../../platform/directory/reach-sql'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Consumer } from '../../../platform/log/consumer'
import type { LoggedEvent } from '../../../platform/log/log'
import type { Commit, NewEvent } from '../../../platform/postgres/commit'
import type { ClientImportService, ImportedRow, Importer, RowOutcome } from '../client-import.service'

/** What the import asks for in one batch: its rows stand sealed under the import's own key. */
interface Request extends Importer {
  importId: string
  batch: number
  rows: string
}

const requestOf = (event: LoggedEvent): Request => ({ ...(event.data as unknown as Request), reach: reachShape.parse(event.data['reach']) })
const owner = (importId: string) => ({ id: importId, class: 'import' })
const place = ({ importId, batch }: Request, field: 'rows' | 'outcomes') => ({ kind: 'import-batch', field, record: `${importId}:${batch}` })

/** Takes an import's batches, through the same rules as the API's, and answers each with what came of its rows. */
export const createClientsWhenImportRequested = (imports: ClientImportService, keys: Keys): Consumer => {
  const answer = async (request: Request, outcomes: readonly RowOutcome[]): Promise<NewEvent> => {
    const sealer = await keys.sealerFor([owner(request.importId)])
    const sealed = sealer.seal(owner(request.importId), place(request, 'outcomes'), outcomes).toString('base64')
    const data = { importId: request.importId, batch: request.batch, outcomes: sealed }
    return { id: uuidv7<EventId>(), type: 'import.clients_recorded', subject: request.importId, version: 1, at: new Date(), data }
  }

  return {
    name: 'create-clients-when-import-requested',
    types: ['import.clients_requested'],
    // A batch at a time: its references must see the batch before it.
    atMost: 1,
    async handle([event]) {
      if (event === undefined) return { writes: [] }
      const request = requestOf(event)
      const [rows] = await keys.open([{ value: Buffer.from(request.rows, 'base64'), place: place(request, 'rows') }])
      const { changes, outcomes } = await imports.prepare(request, (rows as ImportedRow[] | null) ?? [])
      return { ...changes, events: [...(changes.events ?? []), await answer(request, outcomes)] } satisfies Commit
    },
  }
}
