import type { ClientId } from '@brokersync/schema/ids'
import { DomainError } from '../errors/domain-error'
import type { Write } from '../postgres/commit'
import type { Database } from '../postgres/database'

/** What {@link whileStanding} calls itself in a commit that failed. */
export const standing = 'standing of the clients'

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

/** From here on the module records nothing of a client: what is recorded of it already is committed by then, and all else is refused. */
export async function endStanding(database: Database, schema: string, clientId: ClientId, as: 'ERASED' | 'ANONYMISED'): Promise<void> {
  await database.query(`UPDATE ${schema}.directory_client SET status = $2 WHERE client_id = $1 AND status NOT IN ('ERASED', $2)`, [clientId, as])
}
