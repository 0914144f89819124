import type { ImportId } from '@brokersync/schema/ids'
import type { Fault } from '../../../platform/errors/domain-error'
import type { Keys } from '../../../platform/keys/keys'
import type { Consumer } from '../../../platform/log/consumer'
import type { LoggedEvent } from '../../../platform/log/log'
import { reasonOf } from '../import'
import { batchKey, type Answer, type ImportStore } from '../store/import.store'

/** What another module says came of a row. */
interface Outcome {
  row: number
  outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REJECTED'
  faults?: readonly Fault[]
}

const batchOf = ({ data }: LoggedEvent) => ({ importId: String(data['importId']) as ImportId, batch: Number(data['batch']) })
const placeOf = (event: LoggedEvent) => ({ kind: 'import-batch', field: 'outcomes', record: batchKey(batchOf(event).importId, batchOf(event).batch) })

function answerOf(event: LoggedEvent, outcomes: readonly Outcome[]): Answer {
  const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length
  return {
    ...batchOf(event),
    counts: { created: count('CREATED'), updated: count('UPDATED'), unchanged: count('UNCHANGED'), rejected: count('REJECTED') },
    refused: outcomes.filter(({ outcome }) => outcome === 'REJECTED').map(({ row, faults = [] }) => ({ row, reason: reasonOf(faults) })),
  }
}

/** Adds to an import what came of its batches, each of them once. */
export const countOutcomesWhenRowsRecorded = (store: ImportStore, keys: Keys): Consumer => ({
  name: 'count-outcomes-when-rows-recorded',
  types: ['import.clients_recorded', 'import.orders_recorded'],
  handle: async (events) => {
    const waiting = await store.unanswered(events.map(batchOf))
    // A batch that is answered twice counts once, whichever module was at fault.
    const firsts = [...new Map(events.toReversed().map((event) => [batchKey(batchOf(event).importId, batchOf(event).batch), event])).values()]
    const news = firsts.filter((event) => waiting.has(batchKey(batchOf(event).importId, batchOf(event).batch)))
    const opened = await keys.open(news.map((event) => ({ value: Buffer.from(String(event.data['outcomes']), 'base64'), place: placeOf(event) })))
    const answers = news.map((event, index) => answerOf(event, (opened[index] ?? []) as Outcome[]))
    return { writes: await store.answersOf(answers) }
  },
})
