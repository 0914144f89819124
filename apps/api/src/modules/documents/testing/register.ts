import { setTimeout as pause } from 'node:timers/promises'
import type { Permission, ReachName } from '@brokersync/schema/permissions'
import type { UserId } from '@brokersync/schema/ids'
import { createDirectory } from '../../../platform/directory/directory'
import { alwaysReaching, nowhere } from '../../../platform/directory/reach'
import { RequestContext } from '../../../platform/graph/context'
import type { RunningConsumer } from '../../../platform/log/consumer'
import { commit } from '../../../platform/postgres/commit'
import type { App } from '../../../testing/app'
import type { Person } from '../../../testing/people'
import type { Document, NewDocument } from '../document'
import { DocumentService } from '../document.service'
import { postgresDocumentStore } from '../store/postgres-document.store'

/** Records documents in a running app as its module does; no operation of the API asks for that yet. */
export interface Register {
  register(person: Person, given: NewDocument): Promise<Document>
  close(): void
}

export function openRegister({ runtime: { database, keys, log } }: App): Register {
  const positionOf = async () => {
    const [row] = await database.query<{ position: number }>(`SELECT position FROM documents.consumer_position WHERE consumer = 'directory'`)
    return row?.position ?? 0
  }
  // The app's own consumer keeps the projection; here it is waited for, so that a test meets no directory that is still on its way.
  const caughtUp = async () => {
    const head = await log.head()
    while ((await positionOf()) < head) await pause(5)
    return { position: head, head }
  }
  const projection: RunningConsumer = {
    position: async () => (await caughtUp()).position,
    catchUp: async () => void (await caughtUp()),
    progress: caughtUp,
    whenHandled: () => Promise.resolve(),
    wake: () => undefined,
    stop: () => Promise.resolve(),
  }
  const directory = createDirectory('documents', database, projection)
  const store = postgresDocumentStore({ database, keys, commit: (change, origin) => commit(database, 'documents', change, origin) })
  const service = new DocumentService({ store, directory })
  const permissions = new Map<Permission, ReachName>([['documents:write', 'own']])
  return {
    register: ({ id }, given) => {
      const userId = id as UserId
      return service.register(new RequestContext({ userId, roles: ['BROKER'], permissions, reaches: alwaysReaching({ ...nowhere, ownerIds: [userId] }), reachUntil: null, credential: 'session:test', expiresAt: null }, 'test'), given)
    },
    close: () => directory.close(),
  }
}
