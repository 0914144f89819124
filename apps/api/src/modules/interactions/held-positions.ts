import type { ClientId } from '@brokersync/schema/ids'
import Big from 'big.js'
import type { Commodities } from '../../platform/firm/commodities'
import { inCommonWith } from './contract'
import { byPosition, netted, toldApart, type Held, type Line } from './netting'
import type { KnownPrice, Position } from './position'
import type { PositionStore, Stated, Which } from './store/position.store'

/** A client's position. */
export type HeldPosition = Position & { clientId: ClientId }

/** A line, and since when it counts: what was traded before is in what was stated then. */
type CountedLine = Line & { since: Date | null }

const byTime = (a: { at: Date }, b: { at: Date }): number => a.at.getTime() - b.at.getTime()

/** What clients hold, or held before an instant, by contract and account, whatever units it was traded and stated in; nothing where it is even. */
export class HeldPositions {
  constructor(
    private readonly store: PositionStore,
    private readonly commodities: Commodities,
  ) {}

  async of(clientIds: readonly ClientId[], which: Which): Promise<HeldPosition[]> {
    const { store, commodities } = this
    const stated = [...byPosition(await store.stated(clientIds, which), commodities).values()].map(lastOf)
    // What was stated in one unit holds for what was traded in any other that adds up with it.
    const since = stated.flatMap((one) => inCommonWith(one.contract, commodities).map((contract) => ({ clientId: one.clientId, contract, account: one.account, since: one.asOf })))
    const traded = await store.traded(clientIds, which, since)
    const lines: CountedLine[] = [...stated.map((one) => ({ ...one, since: one.asOf })), ...traded]
    const groups = [...byPosition(lines, commodities)].map(([name, of]) => ({ name, lines: of, clientId: of[0].clientId, ...netted(of, commodities) }))
    const open = groups.filter(({ netQuantity }) => !Big(netQuantity).eq(0))
    const prices = byPosition(await this.prices(open.flatMap((one) => one.lines), which, stated), commodities)
    return toldApart(open, commodities).map(({ name, lines: _, ...position }) => ({ ...position, last: prices.get(name)?.toSorted((a, b) => byTime(a.last, b.last)).at(-1)?.last ?? null }))
  }

  /** Every price at which one of the lines was last traded, or stated. */
  private async prices(lines: readonly CountedLine[], which: Which, stated: readonly Stated[]): Promise<(Held & { last: KnownPrice })[]> {
    const asStated = stated.flatMap(({ clientId, contract, account, price, asOf }) => (price === null ? [] : [{ clientId, contract, account, last: { ...price, unit: contract.unit, at: asOf } }]))
    return [...asStated, ...(await this.store.lastTraded(lines, which))]
  }
}

/** What was stated last of the latest instant. */
const lastOf = (all: readonly [Stated, ...Stated[]]): Stated =>
  all.toSorted((a, b) => a.asOf.getTime() - b.asOf.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime()).at(-1) ?? all[0]
