import { eraseRows } from '../../platform/privacy/erased-rows'
import type { PersonalData } from '../../platform/privacy/personal-data'
import type { Database } from '../../platform/postgres/database'

/** To whom a client was granted by itself. */
export const grantData = (database: Database): PersonalData => ({
  erase: ({ clientId }) => eraseRows(database, clientId, { grants: { table: 'access.client_grant' } }),
  async *held(clientId) {
    const rows = await database.query<{ userId: string; madeAt: Date; until: Date | null }>(
      'SELECT user_id AS "userId", made_at AS "madeAt", until FROM access.client_grant WHERE client_id = $1 AND revoked_at IS NULL',
      [clientId],
    )
    for (const row of rows) yield { kind: 'grant', record: { ...row } }
  },
})
