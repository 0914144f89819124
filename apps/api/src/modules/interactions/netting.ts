import type { UnitsApart } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import { lot } from '@brokersync/schema/units'
import type { Commodities } from '../../platform/firm/commodities'
import { commonUnitOf, contractText, type Contract } from './contract'
import { sumIn } from './notional'
import type { Position } from './position'

/** A client's contract, with the unit in which it was traded or stated, in a trading account. */
export interface Held {
  clientId: ClientId
  contract: Contract
  /** Fingerprint; empty for none. */
  account: Buffer
}

/** What was bought less sold of it. */
export interface Line extends Held {
  quantity: string
}

const nameOf = ({ clientId, contract, account }: Held, unit: string): string => `${clientId} ${account.toString('hex')} ${contractText({ ...contract, unit })}`

function grouped<Of>(all: readonly Of[], name: (one: Of) => string): Map<string, [Of, ...Of[]]> {
  const groups = new Map<string, [Of, ...Of[]]>()
  for (const one of all) {
    const known = groups.get(name(one))
    if (known) known.push(one)
    else groups.set(name(one), [one])
  }
  return groups
}

/** What is of one position, by its name: the same contract in the same account, in whatever units add up. */
export const byPosition = <Of extends Held>(all: readonly Of[], commodities: Commodities): Map<string, [Of, ...Of[]]> =>
  grouped(all, (one) => nameOf(one, commonUnitOf(one.contract, commodities)))

/** What is listed is told in lots; all else as it was traded, or in the commodity's usual unit where it was traded in several. */
function unitOf([first, ...rest]: readonly [Line, ...Line[]], commodities: Commodities): string {
  const { unit } = first.contract
  const common = commonUnitOf(first.contract, commodities)
  return common === lot || rest.some(({ contract }) => contract.unit !== unit) ? common : unit
}

/** What the lines of one position are together: added up exactly, and told in one unit. */
export function netted(lines: readonly [Line, ...Line[]], commodities: Commodities): Omit<Position, 'last' | 'apart'> {
  const [{ contract, account }, ...rest] = lines
  const unit = unitOf(lines, commodities)
  const other = unit === lot ? commodities.get(contract.commodity)?.contract?.lotUnit : lot
  const measured = (line: Line) => ({ ...line.contract, quantity: line.quantity })
  const inAll = (of: string) => sumIn([measured(lines[0]), ...rest.map(measured)], of, commodities)?.toFixed()
  const equivalent = other === undefined ? undefined : inAll(other)
  const netQuantity = inAll(unit)
  if (netQuantity === undefined) throw new Error('Lines of a position that do not add up')
  return { contract: { ...contract, unit }, account, netQuantity, equivalent: other === undefined || equivalent === undefined ? null : { quantity: equivalent, unit: other } }
}

/** Tells of positions of the same contract and account why they do not add up to one. */
export function toldApart<Of extends Held>(positions: readonly Of[], commodities: Commodities): (Of & { apart: UnitsApart | null })[] {
  const groups = grouped(positions, (one) => nameOf(one, ''))
  return positions.map((one) => {
    const siblings = groups.get(nameOf(one, '')) ?? []
    return { ...one, apart: siblings.length < 2 ? null : reasonOf(siblings.map(({ contract }) => contract), commodities) }
  })
}

function reasonOf(contracts: readonly Contract[], commodities: Commodities): UnitsApart {
  const ofLots = contracts.find(({ unit }) => unit === lot)
  if (ofLots === undefined) return 'OTHER_MEASURE'
  if (ofLots.instrument === 'ETF') return 'FUND'
  const contract = commodities.get(ofLots.commodity)?.contract ?? null
  if (contract === null) return 'NO_CONTRACT'
  return ofLots.exchange !== null && ofLots.exchange !== contract.exchange ? 'OTHER_EXCHANGE' : 'OTHER_MEASURE'
}
