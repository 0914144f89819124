import type { ClientId, EventId, UserId } from '@brokersync/schema/ids'
import type { MarketMoved, MarketRetracted } from '@brokersync/schema/events/interactions'
import { madeWith, sealChanges } from '../../platform/audit/changes'
import { requirePermission, type Actor } from '../../platform/directory/actor'
import { alwaysReaching, everywhere } from '../../platform/directory/reach'
import type { Commodities } from '../../platform/firm/commodities'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { LoggedEvent } from '../../platform/log/log'
import type { Surroundings } from '../../platform/module'
import type { Claim, NewEvent } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { isExpired } from './contract'
import type { HeldPositions } from './held-positions'
import { keyOwnerOf, withoutTexts, type ContentOf } from './interaction'
import { eventOf, openAll, sealTexts } from './interaction-events'
import { onceForItsKey, type Input } from './once-for-its-key'
import { rounded } from './notional'
import { effectOf, worthOf } from './position'
import type { Recorder } from './recorder'
import type { MarketMoveRecording, Recordings } from './recording'
import { keepRevisions, revision } from './revision'
import type { ActivityStore } from './store/activity.store'
import type { InteractionStore } from './store/interaction.store'

/** A commodity's move, of no one client. */
export interface RecordedMove extends MarketMoveRecording {
  id: string
}

interface Parts {
  recordings: Recordings
  recorder: Recorder
  activity: ActivityStore
  held: HeldPositions
  store: InteractionStore
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
  commodities: Commodities
  keys: Keys
  database: Database
  commit: Surroundings['commit']
}

const batch = 500
/** So many of a client's positions are told of on its item. */
const mostPositions = 20
const ownerOf = (id: string) => ({ id, class: 'market-move' })
const placeOf = (id: string) => ({ kind: 'market-move', field: 'description', record: id })
const placeOfReason = (id: string) => ({ kind: 'market-move', field: 'reason', record: id })
const naturalKeyOf = (id: string) => `market move ${id}`

/** The module itself, writing for whoever trades: no user's reach bounds a market. */
const everyone = (userId: UserId | null): Actor => ({
  userId: userId ?? ('00000000-0000-0000-0000-000000000000' as UserId), roles: [], permissions: new Map([['interactions:write', 'all']]),
  reaches: alwaysReaching(everywhere), reachUntil: null, credential: 'system', expiresAt: null,
})

/** What a market did, told to all and put on the timeline of each client that trades it. */
export class MarketMoveService {
  constructor(private readonly parts: Parts) {}

  async record(context: RequestContext, given: Input): Promise<RecordedMove> {
    requirePermission(context.actor, 'interactions:write')
    const asked = { operation: 'recordMarketMove', given, parse: (input: object) => this.parts.recordings.parseMarketMove(input) }
    return onceForItsKey(this.parts, context, asked, (value, claims) => this.tell(context, value, claims), (id, value) => Promise.resolve({ ...value, id }))
  }

  private async tell({ origin }: RequestContext, value: MarketMoveRecording, claims: (id: string) => Claim[]): Promise<RecordedMove> {
    const { keys, commit } = this.parts
    const move = { ...value, id: uuidv7() }
    const owner = ownerOf(move.id)
    const sealer = await keys.sealerFor([owner])
    const sealed = sealer.seal(owner, placeOf(move.id), move.description)
    const { description: _, ...codes } = move
    const event = { id: uuidv7<EventId>(), type: 'market.moved', subject: move.commodity, version: 1, at: new Date(), data: { ...codes, sealed: sealed.toString('base64') } }
    const subject = { type: 'MarketMove', id: move.id }
    const audit = [{ action: event.type, subject, clientIds: [], changes: sealChanges(sealer, { owner, subject, needs: 'interactions:read' }, madeWith(value)) }]
    await commit({ writes: [], events: [event], audit, claims: claims(move.id) }, origin)
    return move
  }

  /** Puts a move on the timelines of all active clients that trade the commodity, some hundreds at a time; doing it again puts nothing twice. */
  async putOnTimelines(move: MarketMoved, { actorId, requestId }: LoggedEvent): Promise<void> {
    const { activity, keys, recorder } = this.parts
    const [description] = await keys.open([{ value: move.sealed, place: placeOf(move.id) }])
    const caller = { actor: everyone(actorId), origin: { actorId, credential: 'system', requestId }, inBackground: true }
    for (let after: ClientId | null = null; ; ) {
      const clientIds: ClientId[] = await activity.tradersOf(move.commodity, { active: true, after, limit: batch })
      const held = await this.heldBy(clientIds, move)
      await recorder.record(caller, clientIds.map((clientId) => requestOf(move, { clientId, description: String(description ?? ''), positions: held(clientId) })))
      after = clientIds.at(-1) ?? null
      if (clientIds.length < batch) return
    }
  }

  /** The event by which a move is taken from all timelines. */
  async retraction({ id, commodity }: { id: string; commodity: string }, reason: string): Promise<NewEvent> {
    const owner = ownerOf(id)
    const sealed = (await this.parts.keys.sealerFor([owner])).seal(owner, placeOfReason(id), reason)
    const at = new Date()
    return { id: uuidv7<EventId>(), type: 'market.retracted', subject: commodity, version: 2, at, data: { id, at, reason: sealed.toString('base64') } }
  }

  /** Takes a move back on all timelines that it was put on, some hundreds at a time; doing it again takes nothing back twice. */
  async takeFromTimelines({ id, at, reason: sealed }: MarketRetracted, { subject: commodity, actorId: by, requestId }: LoggedEvent): Promise<void> {
    const { activity, keys, recorder, store, caughtUp, commit } = this.parts
    // The module has put the move on them all before; then they are to be read.
    await caughtUp()
    const [reason] = await keys.open([{ value: sealed, place: placeOfReason(id) }])
    for (let after: ClientId | null = null; ; ) {
      const clientIds: ClientId[] = await activity.tradersOf(commodity, { active: false, after, limit: batch })
      const stored = await store.byIds(await recorder.recordedAs(clientIds.map((clientId) => ({ clientId, naturalKey: naturalKeyOf(id) }))))
      const sealedOf = new Map(stored.map((one) => [one.id, one.sealed]))
      const standing = (await openAll(keys, stored)).filter((item) => item.kind === 'ClientEvent').filter(({ codes }) => codes.revised?.retracted !== true)
      if (standing.length > 0) {
        const revisions = standing.map((item) => ({ ...revision(item, { texts: withoutTexts(item.kind), at, by, retracted: true }), sealed: sealedOf.get(item.id) ?? Buffer.alloc(0), reason: String(reason ?? '') }))
        const sealer = await keys.sealerFor(standing.map(keyOwnerOf))
        const events = revisions.map(({ after: item, version }) => eventOf('interaction.retracted', item, sealTexts(sealer, item), version + 1))
        const audit = standing.map(({ id: itemId, kind, clientId }) => ({ action: 'interaction.retracted', subject: { type: kind, id: itemId }, clientIds: [clientId], changes: null }))
        await commit({ writes: [keepRevisions(revisions, sealer)], events, audit }, { actorId: by, credential: 'system', requestId })
      }
      after = clientIds.at(-1) ?? null
      if (clientIds.length < batch) return
    }
  }

  /** What clients held of the commodity when it moved, the largest effect first, and what the move made of it. */
  private async heldBy(clientIds: readonly ClientId[], move: MarketMoved): Promise<(clientId: ClientId) => Moved> {
    const { held, commodities } = this.parts
    const all = (await held.of(clientIds, { commodity: move.commodity, before: move.occurredAt })).filter(({ contract }) => !isExpired(contract, move.occurredAt))
    const sizeOf = ({ effect }: Moved[number]) => Math.abs(Number(effect?.amount ?? 0))
    const shown = (position: (typeof all)[number]): Moved[number] => {
      const { instrument, contractMonth, unit } = position.contract
      return { instrument, contractMonth, unit, netQuantity: rounded(position.netQuantity), notional: worthOf(position, commodities), effect: effectOf(position, move, commodities) }
    }
    return (clientId) =>
      all
        .filter((one) => one.clientId === clientId)
        .map(shown)
        .sort((a, b) => sizeOf(b) - sizeOf(a))
        .slice(0, mostPositions)
  }
}

type Moved = NonNullable<ContentOf<'ClientEvent'>['codes']['marketMove']>['positions']

function requestOf({ id, commodity, changePercent, price, currency, occurredAt }: MarketMoved, { clientId, description, positions }: { clientId: ClientId; description: string; positions: Moved }) {
  const codes = { eventType: 'MARKET_MOVE' as const, marketMove: { id, commodity, changePercent, price, currency, positions } }
  return {
    recording: { clientId, occurredAt, authorId: null, content: { kind: 'ClientEvent' as const, codes, texts: { description } } },
    operation: 'recordMarketMove', naturalKey: naturalKeyOf(id),
  }
}
