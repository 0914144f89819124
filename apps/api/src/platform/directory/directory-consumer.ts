import type { Consumer } from '../log/consumer'
import type { LoggedEvent } from '../log/log'
import type { Write } from '../postgres/commit'

/** The events that say whose client it is. */
export const clientEvents = ['client.created', 'client.updated', 'client.deactivated', 'client.activated', 'client.assigned'] as const
/** The events that say who a user is. */
export const userEvents = ['user.created', 'user.updated', 'user.deactivated'] as const

/** The events that say how clients stand to each other. */
export const relationEvents = ['client.related', 'client.unrelated'] as const

const lastOf = (events: readonly LoggedEvent[], types: readonly string[]): LoggedEvent[] => [
  ...new Map(events.filter((event) => types.includes(event.type)).map((event) => [event.subject, event])).values(),
]

// That a client is being erased is known here before the event that tells it; what comes late of before does not undo that.
const upsertClients = (schema: string, events: readonly LoggedEvent[]): Write => ({
  sql: `INSERT INTO ${schema}.directory_client AS d (client_id, reference, owner_id, status, version)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::int[]) AS c(client_id) ORDER BY client_id
    ON CONFLICT (client_id) DO UPDATE SET owner_id = excluded.owner_id, version = excluded.version,
      status = CASE WHEN d.status = 'ERASED' OR (d.status = 'ANONYMISED' AND excluded.status <> 'ERASED') THEN d.status ELSE excluded.status END
    WHERE d.version < excluded.version RETURNING 1`,
  values: [
    events.map((event) => event.subject),
    events.map((event) => event.data['reference']),
    events.map((event) => event.data['ownerId']),
    events.map((event) => event.data['status']),
    events.map((event) => event.version),
  ],
})

const upsertUsers = (schema: string, events: readonly LoggedEvent[]): Write => ({
  sql: `INSERT INTO ${schema}.directory_user AS d (user_id, team, active, version)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::int[])
    ON CONFLICT (user_id) DO UPDATE SET team = excluded.team, active = excluded.active, version = excluded.version
    WHERE d.version < excluded.version RETURNING 1`,
  values: [
    events.map((event) => event.subject),
    events.map((event) => event.data['team']),
    events.map((event) => event.data['active']),
    events.map((event) => event.version),
  ],
})

/** The last of each relation, since one batch may tell that it came and went. */
function relationWrites(schema: string, events: readonly LoggedEvent[]): Write[] {
  const last = [...new Map(events.filter(({ type }) => type === 'client.related' || type === 'client.unrelated').map((event) => [event.data['relationId'], event])).values()]
  const [made, ended] = [last.filter(({ type }) => type === 'client.related'), last.filter(({ type }) => type === 'client.unrelated')]
  const insert = {
    sql: `INSERT INTO ${schema}.directory_relation (relation_id, kind, from_id, to_id)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[]) ON CONFLICT DO NOTHING RETURNING 1`,
    values: [made.map(({ data }) => data['relationId']), made.map(({ data }) => data['kind']), made.map(({ data }) => data['fromId']), made.map(({ data }) => data['toId'])],
  }
  const remove = { sql: `DELETE FROM ${schema}.directory_relation WHERE relation_id = ANY ($1::uuid[]) RETURNING 1`, values: [ended.map(({ data }) => data['relationId'])] }
  return [...(made.length > 0 ? [insert] : []), ...(ended.length > 0 ? [remove] : [])]
}

/** Keeps a module's directory. Every client event carries reference, owner and status, so that the last one says all. */
export const directoryConsumer = (schema: string): Consumer => ({
  name: 'directory',
  types: [...clientEvents, ...userEvents, ...relationEvents],
  handle: async (events) => {
    const clients = lastOf(events, clientEvents)
    const users = lastOf(events, userEvents)
    return {
      writes: [...(clients.length > 0 ? [upsertClients(schema, clients)] : []), ...(users.length > 0 ? [upsertUsers(schema, users)] : []), ...relationWrites(schema, events)],
    }
  },
})
