import type { ClientId, EventId, UserId } from '@brokersync/schema/ids'
import type { MarketMoved } from '@brokersync/schema/events/interactions'
import { madeWith, sealChanges } from '../../platform/audit/changes'
import { requirePermission, type Actor } from '../../platform/directory/actor'
import { alwaysReaching, everywhere } from '../../platform/directory/reach'
import type { Commodities } from '../../platform/firm/commodities'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { LoggedEvent } from '../../platform/log/log'
import type { Surroundings } from '../../platform/module'
import type { Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { isExpired } from './contract'
import type { ContentOf } from './interaction'
import { onceForItsKey, type Input } from './once-for-its-key'
import { effectOf, worthOf } from './position'
import type { Recorder } from './recorder'
import type { MarketMoveRecording, Recordings } from './recording'
import type { ActivityStore } from './store/activity.store'
import type { PositionStore } from './store/position.store'

/** A commodity's move, of no one client. */
export interface RecordedMove extends MarketMoveRecording {
  id: string
}

interface Parts {
  recordings: Recordings
  recorder: Recorder
  activity: ActivityStore
  positions: PositionStore
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
      const clientIds: ClientId[] = await activity.tradersOf(move.commodity, after, batch)
      const held = await this.heldBy(clientIds, move)
      await recorder.record(caller, clientIds.map((clientId) => requestOf(move, { clientId, description: String(description ?? ''), positions: held(clientId) })))
      after = clientIds.at(-1) ?? null
      if (clientIds.length < batch) return
    }
  }

  /** What clients held of the commodity when it moved, the largest effect first, and what the move made of it. */
  private async heldBy(clientIds: readonly ClientId[], move: MarketMoved): Promise<(clientId: ClientId) => Moved> {
    const { positions, commodities } = this.parts
    const all = (await positions.positions(clientIds, { commodity: move.commodity, before: move.occurredAt })).filter(({ contract }) => !isExpired(contract, move.occurredAt))
    const sizeOf = ({ effect }: Moved[number]) => Math.abs(Number(effect?.amount ?? 0))
    const shown = (position: (typeof all)[number]): Moved[number] => {
      const { instrument, contractMonth, unit } = position.contract
      return { instrument, contractMonth, unit, netQuantity: position.netQuantity, notional: worthOf(position, commodities), effect: effectOf(position, move, commodities) }
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
    operation: 'recordMarketMove', naturalKey: `market move ${id}`,
  }
}
