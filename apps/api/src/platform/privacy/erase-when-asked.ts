import { setTimeout as pause } from 'node:timers/promises'
import type { ClientId, EventId } from '@brokersync/schema/ids'
import type { Directory } from '../directory/directory'
import { endStanding } from '../directory/standing'
import { unavailable } from '../errors/domain-error'
import { uuidv7 } from '../ids'
import type { Consumer } from '../log/consumer'
import type { Database } from '../postgres/database'
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

const patience = 2_000
const look = 10

/** Resolves when all that a module has told of a client stands in the log. @throws {DomainError} UNAVAILABLE after two seconds. */
async function allLogged(database: Database, module: string, clientId: string): Promise<void> {
  const isWaiting = async () => (await database.query(`SELECT 1 FROM ${module}.outbox WHERE subject = $1 LIMIT 1`, [clientId])).length > 0
  for (const until = Date.now() + patience; await isWaiting(); await pause(look)) if (Date.now() > until) throw unavailable('The log')
}

/**
 * Removes what a module holds of a client, and answers in the same unit of work. Before that the client stands no more for whoever writes here, and what was
 * written until then is in the log, so that what is removed is all that there will ever be.
 */
export const eraseWhenAsked = (module: string, personalData: PersonalData, { database, directory }: { database: Database; directory: Directory }): Consumer => ({
  name: 'erase-when-asked',
  types: ['client.erasure_requested'],
  atMost: 1,
  async handle([event]) {
    if (event === undefined) return { writes: [] }
    const { requestId, round, kind, kept } = event.data as unknown as ErasureAsked
    const clientId = event.subject as ClientId
    await directory.catchUp()
    await endStanding(database, module, clientId, kind === 'ERASURE' ? 'ERASED' : 'ANONYMISED')
    await allLogged(database, module, clientId)
    const { writes, events = [], audit = [], removed } = await personalData.erase({ clientId, kind, askedAt: new Date(event.at), kept: new Set(kept) })
    const answer: ErasureAnswered = { requestId, round, module, removed: { ...removed } }
    const answered = { id: uuidv7<EventId>(), type: 'client.erasure_answered', subject: event.subject, version: round, at: new Date(), data: { ...answer } }
    return { writes, events: [...events, answered], audit }
  },
})
