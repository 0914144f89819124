import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import { rowOfChange } from '../../platform/audit/changes'
import type { Directory } from '../../platform/directory/directory'
import { whileStanding } from '../../platform/directory/standing'
import { conflict, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import type { Database } from '../../platform/postgres/database'
import { clientOfItem } from './find-item'
import { keyOwnerOf, type Interaction } from './interaction'
import type { TimelineService } from './timeline.service'

/** So many of a client, that what is pinned is seen at a glance. */
const most = 20

interface Parts {
  keys: Keys
  directory: Directory
  database: Database
  commit: Surroundings['commit']
  timelines: Pick<TimelineService, 'byIds'>
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
}

/** What everybody who sees a client is to have before the eyes. */
export class PinService {
  constructor(private readonly parts: Parts) {}

  /** The last pinned first; those that the caller may read. Null out of reach. */
  async of(context: RequestContext, clientId: ClientId): Promise<Interaction[] | null> {
    const { directory, database, timelines } = this.parts
    const reached = await directory.reachable(context.actor, 'interactions:read', [clientId])
    if (!reached.has(clientId)) return null
    const rows = await database.query<{ id: InteractionId }>('SELECT id FROM interactions.pin WHERE client_id = $1 ORDER BY pinned_at DESC, id', [clientId])
    const found = await timelines.byIds(context, rows.map(({ id }) => id))
    return found.filter((item): item is Interaction => item !== null)
  }

  /** Pinned once, it stays pinned. @throws {DomainError} NOT_FOUND; CONFLICT where as many are pinned as there may be. */
  async pin(context: RequestContext, id: string): Promise<Interaction> {
    const item = await this.require(context, id)
    const [row] = await this.parts.database.query<{ count: number }>('SELECT count(*)::int AS count FROM interactions.pin WHERE client_id = $1 AND id <> $2', [item.clientId, id])
    if ((row?.count ?? 0) >= most) throw conflict(`At most ${most} are pinned; take one away first`)
    const write = {
      sql: 'INSERT INTO interactions.pin (client_id, id, pinned_by, pinned_at) VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING RETURNING 1', values: [item.clientId, id, context.actor.userId],
    }
    await this.parts.commit({ writes: [whileStanding('interactions', [item.clientId]), write], audit: [await this.audit('pinInteraction', item, true)] }, context.origin)
    return item
  }

  /** @throws {DomainError} NOT_FOUND. */
  async unpin(context: RequestContext, id: string): Promise<Interaction> {
    const item = await this.require(context, id)
    await this.parts.commit({ writes: [{ sql: 'DELETE FROM interactions.pin WHERE client_id = $1 AND id = $2 RETURNING 1', values: [item.clientId, id] }], audit: [await this.audit('unpinInteraction', item, false)] }, context.origin)
    return item
  }

  private audit(action: string, item: Interaction, pinned: boolean) {
    const of = { action, owner: keyOwnerOf(item), subject: { type: item.kind, id: item.id }, clientIds: [item.clientId], needs: 'interactions:read' } as const
    return rowOfChange(this.parts.keys, of, [{ field: 'pinned', before: !pinned, after: pinned }])
  }

  private async require(context: RequestContext, id: string): Promise<Interaction> {
    await clientOfItem(this.parts.directory, context.actor, { id, permission: 'interactions:write', what: 'interaction' })
    const find = async () => (await this.parts.timelines.byIds(context, [id as InteractionId]))[0] ?? null
    const found = await find()
    if (found !== null) return found
    await this.parts.caughtUp()
    const later = await find()
    if (later === null) throw notFound('interaction')
    return later
  }
}
