import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import { directoryColumns, reachValues, withinReach } from '../../../platform/directory/reach-sql'
import type { Keys } from '../../../platform/keys/keys'
import type { Database } from '../../../platform/postgres/database'
import type { Write } from '../../../platform/postgres/commit'

/** What this module knows of clients' references and users' emails, from the log. */
export interface ReferenceStore {
  /** The clients that a source's references, or our own, name; within the reach, by reference, none of them twice. */
  clients(source: string, references: readonly string[], reach: Reach): Promise<Map<string, ClientId[]>>
  users(emails: readonly string[]): Promise<Map<string, UserId>>
  /** Replaces the references of clients. */
  keepReferences(clients: readonly { clientId: string; references: readonly { source: string; hash: Buffer }[] }[]): Write[]
  keepEmails(users: readonly { userId: string; hash: Buffer }[]): Write[]
}

const referenceHash = (keys: Keys, source: string, value: string) => keys.fingerprint(`reference ${source}`, value)
const emailHash = (keys: Keys, email: string) => keys.fingerprint('user email', email)

export function postgresReferenceStore(database: Database, keys: Keys): ReferenceStore {
  return {
    async clients(source, references, reach) {
      const rows = await database.query<{ reference: string; id: ClientId }>(
        `WITH given AS (SELECT * FROM unnest($5::text[], $6::bytea[]) AS g(reference, hash)), named AS (
           SELECT g.reference, r.client_id FROM given g JOIN sync.client_reference r ON r.hash = g.hash
           UNION SELECT g.reference, o.client_id FROM given g JOIN sync.directory_client o ON o.reference = g.reference
         )
         SELECT n.reference, d.client_id AS id FROM named n JOIN sync.directory_client d USING (client_id) WHERE ${withinReach(directoryColumns)}`,
        [...reachValues(reach), references, references.map((reference) => referenceHash(keys, source, reference))],
      )
      const found = new Map<string, ClientId[]>()
      for (const { reference, id } of rows) found.set(reference, [...(found.get(reference) ?? []), id])
      return found
    },
    async users(emails) {
      const rows = await database.query<{ email: string; id: UserId }>(
        'SELECT g.email, u.user_id AS id FROM unnest($1::text[], $2::bytea[]) AS g(email, hash) JOIN sync.user_email u USING (hash)',
        [emails, emails.map((email) => emailHash(keys, email))],
      )
      return new Map(rows.map(({ email, id }) => [email, id]))
    },
    keepReferences(clients) {
      const rows = clients.flatMap(({ clientId, references }) => references.map(({ source, hash }) => ({ clientId, source, hash })))
      const bound = [rows.map(({ clientId }) => clientId), rows.map(({ source }) => source), rows.map(({ hash }) => hash)]
      // What stays is left alone: one statement cannot delete a row and insert it anew.
      return [
        {
          sql: `DELETE FROM sync.client_reference r WHERE r.client_id = ANY ($1::uuid[])
                AND NOT EXISTS (SELECT FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS g(client_id, source, hash) WHERE (g.client_id, g.source, g.hash) = (r.client_id, r.source, r.hash)) RETURNING 1`,
          values: [clients.map(({ clientId }) => clientId), ...bound],
        },
        { sql: 'INSERT INTO sync.client_reference (client_id, source, hash) SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[]) ON CONFLICT DO NOTHING RETURNING 1', values: bound },
      ]
    },
    keepEmails: (users) => [
      {
        sql: `INSERT INTO sync.user_email AS e (user_id, hash) SELECT * FROM unnest($1::uuid[], $2::bytea[])
              ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash RETURNING 1`,
        values: [users.map(({ userId }) => userId), users.map(({ hash }) => hash)],
      },
    ],
  }
}
