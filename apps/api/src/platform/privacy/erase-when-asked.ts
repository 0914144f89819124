import type { ClientId, EventId } from '@brokersync/schema/ids'
import { uuidv7 } from '../ids'
import type { Consumer } from '../log/consumer'
import type { Erasure, PersonalData } from './personal-data'

/** What compliance asks all modules for. */
export interface ErasureAsked {
  requestId: string
  /** One more each time that a duty ends and more is to go. */
  round: number
  kind: Erasure['kind']
  kept: string[]
}

/** What each of them answers. */
export interface ErasureAnswered {
  requestId: string
  round: number
  module: string
  removed: Record<string, number>
}

/** Removes what a module holds of a client, and answers in the same unit of work. */
export const eraseWhenAsked = (module: string, personalData: PersonalData): Consumer => ({
  name: 'erase-when-asked',
  types: ['client.erasure_requested'],
  atMost: 1,
  async handle([event]) {
    if (event === undefined) return { writes: [] }
    const { requestId, round, kind, kept } = event.data as unknown as ErasureAsked
    const { writes, events = [], audit = [], removed } = await personalData.erase({ clientId: event.subject as ClientId, kind, kept: new Set(kept) })
    const answer: ErasureAnswered = { requestId, round, module, removed: { ...removed } }
    const answered = { id: uuidv7<EventId>(), type: 'client.erasure_answered', subject: event.subject, version: round, at: new Date(), data: { ...answer } }
    return { writes, events: [...events, answered], audit }
  },
})
