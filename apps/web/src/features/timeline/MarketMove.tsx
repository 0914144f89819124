import { formatDecimal, formatMoney } from '../../lib/number'
import type { Entry } from './entry'
import { contractName } from './marks'
import classes from './MarketMove.module.css'
import { Terms } from './Terms'
import { inWords, quantityInWords } from './words'

type Move = NonNullable<Extract<Entry, { __typename: 'ClientEvent' }>['marketMove']>
type Position = Move['positions'][number]

/** A move of the market, and what it made of each position that the client held, the largest effect first. */
export function MarketMove({ move: { changePercent, price, priceUnit, currency, positions }, most = positions.length }: { move: Move; most?: number }) {
  return (
    <>
      <Terms
        rows={[
          ['Change', `${withSign(changePercent, formatDecimal(changePercent))} %`],
          ['Price', price == null ? null : [formatDecimal(price), priceUnit ?? currency].filter(Boolean).join(' ')],
        ]}
      />
      {positions.length === 0 ? <p className={classes.none}>The client held nothing of it.</p> : <Positions positions={positions} most={most} />}
    </>
  )
}

function Positions({ positions, most }: { positions: readonly Position[]; most: number }) {
  return (
    <table className={classes.positions}>
      <thead>
        <tr>
          <th>Held</th>
          <th>Effect</th>
        </tr>
      </thead>
      <tbody>
        {positions.slice(0, most).map((position, index) => (
          <tr key={index}>
            <td>{positionInWords(position)}</td>
            <td>{position.effect ? withSign(position.effect.amount, formatMoney(position.effect.amount, position.effect.currency)) : 'not known'}</td>
          </tr>
        ))}
        {positions.length > most && (
          <tr>
            <td>{positions.length - most} more</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  )
}

/** "Long 40 lots Mar-27": a future goes without saying. */
function positionInWords({ netQuantity, unit, contractMonth, instrument }: Position): string {
  const way = netQuantity.startsWith('-') ? 'Short' : 'Long'
  const kind = instrument === 'FUTURE' ? null : inWords(instrument).toLowerCase()
  return [way, quantityInWords(netQuantity.replace('-', ''), unit), contractName(contractMonth), kind].filter(Boolean).join(' ')
}

const withSign = (decimal: string, formatted: string): string => (Number(decimal) > 0 ? `+${formatted}` : formatted)
