import type { ClientId, EventId } from '@brokersync/schema/ids'
import { madeWith, sealChanges } from '../../platform/audit/changes'
import type { Directory } from '../../platform/directory/directory'
import { whileStanding } from '../../platform/directory/standing'
import { badInput } from '../../platform/errors/domain-error'
import type { Commodities } from '../../platform/firm/commodities'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import type { Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { requireActive } from './active-client'
import { contractOf, contractText, isExpired } from './contract'
import type { HeldPositions } from './held-positions'
import { keyOwnerOf } from './interaction'
import type { ItemIndex } from './item-index'
import { currencyOf } from './notional'
import type { Input } from './once-for-its-key'
import { readOpening, type OpeningRecording } from './opening-recording'
import { worthOf, type Position } from './position'
import { reaches } from './reaching'
import type { OpeningPosition, PositionStore } from './store/position.store'

/** A position, and what it stands for. */
export type Exposure = Position & { notional: ReturnType<typeof worthOf> }

/** An opening position with the name of its account. */
export type NamedOpening = OpeningPosition & { accountName: string | null }

interface Parts {
  positions: PositionStore
  held: HeldPositions
  index: ItemIndex
  directory: Directory
  commodities: Commodities
  keys: Keys
  database: Database
  commit: Surroundings['commit']
}

/** Where the name of an opening position's account is sealed for. */
const placeOf = (id: string) => ({ kind: 'opening-position', field: 'account', record: id })

/** What clients hold: what was stated, and what was traded since. */
export class PositionService {
  constructor(private readonly parts: Parts) {}

  /** What a client holds of each contract whose month is not over, or of all; null out of reach. */
  async exposure(context: RequestContext, clientId: ClientId, { withExpired = false }: { withExpired?: boolean } = {}): Promise<Exposure[] | null> {
    const { directory, held, commodities } = this.parts
    if (!(await reaches(directory, context, clientId))) return null
    context.reads.add('orders', [clientId])
    const now = new Date()
    const positions = (await held.of([clientId], { commodity: null, before: null })).filter(({ contract }) => withExpired || !isExpired(contract, now))
    return positions.map((position) => ({ ...position, notional: worthOf(position, commodities) }))
  }

  /** What was stated of a client's positions, the latest first; null out of reach. */
  async openings(context: RequestContext, clientId: ClientId): Promise<NamedOpening[] | null> {
    if (!(await reaches(this.parts.directory, context, clientId))) return null
    context.reads.add('orders', [clientId])
    return this.named(await this.parts.positions.openings(clientId))
  }

  /**
   * States what a client held of a contract at an instant: executions before it count no more.
   * @throws {DomainError} BAD_USER_INPUT with all faults; NOT_FOUND for a client out of reach; CONFLICT for an inactive one.
   */
  async state(context: RequestContext, given: Input): Promise<NamedOpening> {
    const { idempotencyKey = null, ...input } = given
    const { value, faults } = readOpening(input, this.parts.commodities)
    if (value === undefined) throw badInput(faults)
    const { database, keys, directory } = this.parts
    const client = await directory.require(context.actor, 'interactions:write', value.clientId)
    const repeatable = { caller: context.actor.userId, operation: 'recordOpeningPosition', key: idempotencyKey, input }
    return idempotently(
      { database, schema: 'interactions', keys },
      repeatable,
      (claims) => {
        requireActive(client)
        return this.stateOnce(context, value, claims)
      },
      async (id) => {
        const [opening] = await this.named([await this.parts.positions.opening(id)].filter((one) => one !== undefined))
        if (opening === undefined) throw new Error('An opening position that was claimed is not there')
        return opening
      },
    )
  }

  private async stateOnce(context: RequestContext, value: OpeningRecording, claims: (id: string) => Claim[]): Promise<NamedOpening> {
    const { keys, index, commodities, positions, commit } = this.parts
    const { clientId, asOf, side, quantity, account, price, priceUnit } = value
    const id = uuidv7()
    const contract = contractOf(value, commodities)
    const currency = currencyOf(value, commodities)
    const owner = keyOwnerOf({ clientId, occurredAt: asOf, kind: 'OrderEvent' })
    const sealer = await keys.sealerFor([owner])
    const opening: OpeningPosition = {
      id, clientId, contract, account: account === null ? Buffer.alloc(0) : index.account(account), asOf, recordedAt: new Date(), authorId: context.origin.actorId,
      quantity: side === 'BUY' || /^[0.]*$/.test(quantity) ? quantity : `-${quantity}`, price: price === null ? null : { price, priceUnit, currency },
      sealed: sealer.seal(owner, placeOf(id), account),
    }
    const data = { id, clientId, contract: contractText(contract), asOf, quantity: opening.quantity }
    const event = { id: uuidv7<EventId>(), type: 'position.stated', subject: clientId, version: 1, at: opening.recordedAt, data }
    const subject = { type: 'OpeningPosition', id }
    const { clientId: _, ...stated } = value
    const audit = [{ action: event.type, subject, clientIds: [clientId], changes: sealChanges(sealer, { owner, subject, needs: 'interactions:read' }, madeWith(stated)) }]
    await commit({ writes: [whileStanding('interactions', [clientId]), ...positions.write(opening)], events: [event], audit, claims: claims(id) }, context.origin)
    return { ...opening, accountName: account }
  }

  private named(openings: readonly OpeningPosition[]): Promise<NamedOpening[]> {
    return namedOpenings(this.parts.keys, openings)
  }
}

/** Opening positions with the names of their accounts. */
export async function namedOpenings(keys: Keys, openings: readonly OpeningPosition[]): Promise<NamedOpening[]> {
  const names = await keys.open(openings.map(({ id, sealed }) => ({ value: sealed, place: placeOf(id) })))
  // What was sealed there is a name, or null for none.
  return openings.map((opening, at) => ({ ...opening, accountName: (names[at] ?? null) as string | null }))
}
