import type { ClientId } from '@brokersync/schema/ids'
import { DomainError } from '../errors/domain-error'
import { ExpectationFailed, type Write } from '../postgres/commit'
import type { Database } from '../postgres/database'
import type { Directory } from './directory'

/** What {@link whileStanding} calls itself in a commit that failed. */
const standing = 'standing of the clients'

/** The client is being erased or made anonymous, or was so a moment ago. */
export class StandsNoMore extends DomainError {
  constructor() {
    super('CONFLICT', 'This client is being erased or made anonymous at this moment')
  }
}

/**
 * The write that lets a change of clients happen only as long as none of them is erased or made anonymous: it holds their rows of the module's directory until
 * all is committed, in one order, so that {@link endStanding} waits for it.
 */
export function whileStanding(schema: string, clientIds: readonly string[]): Write {
  const ids = [...new Set(clientIds)]
  return {
    sql: `SELECT 1 FROM ${schema}.directory_client WHERE client_id = ANY ($1::uuid[]) AND status NOT IN ('ERASED', 'ANONYMISED') ORDER BY client_id FOR SHARE`,
    values: [ids],
    expect: ids.length,
    what: standing,
  }
}

const isStanding = (error: unknown): boolean => error instanceof ExpectationFailed && error.what === standing

/**
 * Commits a change that may hold clients to their standing. One that was made just now may not be in the module's directory yet, so that the log is read to its
 * end before it is refused. @throws {StandsNoMore}
 */
export async function commitStanding(directory: Pick<Directory, 'catchUp'>, commit: () => Promise<void>): Promise<void> {
  try {
    await commit().catch(async (error: unknown) => {
      if (!isStanding(error)) throw error
      await directory.catchUp()
      await commit()
    })
  } catch (error) {
    throw isStanding(error) ? new StandsNoMore() : error
  }
}

/** From here on the module records nothing of a client: what is recorded of it already is committed by then, and all else is refused. */
export async function endStanding(database: Database, schema: string, clientId: ClientId, as: 'ERASED' | 'ANONYMISED'): Promise<void> {
  await database.query(`UPDATE ${schema}.directory_client SET status = $2 WHERE client_id = $1 AND status NOT IN ('ERASED', $2)`, [clientId, as])
}
