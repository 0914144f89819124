import type { ClientId } from '@brokersync/schema/ids'
import { conflict } from '../../../platform/errors/domain-error'
import { ExpectationFailed, type Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'

const what = 'turn of a client'
const tries = 5

export type Turns = ReturnType<typeof createTurns>

/**
 * Whoever decides what goes of a client and what is kept does so in a turn: a request that begins, goes on or ends, a hold that is placed or released. What was
 * decided is so written by what still stands, since one statement alone would not see what another is writing at that moment.
 */
export function createTurns(database: Database) {
  const taken = async (clientId: ClientId): Promise<number> => (await database.query<{ turn: number }>('SELECT turn FROM compliance.client_turn WHERE client_id = $1', [clientId]))[0]?.turn ?? 0
  const take = (clientId: ClientId, after: number): Write => ({
    sql: `INSERT INTO compliance.client_turn AS t (client_id, turn) VALUES ($1, 1) ON CONFLICT (client_id) DO UPDATE SET turn = t.turn + 1 WHERE t.turn = $2::int RETURNING 1`,
    values: [clientId, after],
    expect: 1,
    what,
  })
  return {
    /**
     * Decides, and decides anew where another took the turn meanwhile.
     * @param decide reads all that it goes by, and commits the write that it is given with what it decided.
     * @throws {DomainError} CONFLICT where others are always faster.
     */
    async inTurn<Result>(clientId: ClientId, decide: (turn: Write) => Promise<Result>): Promise<Result> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await decide(take(clientId, await taken(clientId)))
        } catch (error) {
          if (!(error instanceof ExpectationFailed) || error.what !== what) throw error
          if (attempt === tries) throw conflict('What is kept of this client is being decided by others at this moment; try again')
        }
      }
    },
  }
}
