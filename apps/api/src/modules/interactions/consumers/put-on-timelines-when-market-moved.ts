import { marketMoved } from '@brokersync/schema/events/interactions'
import type { Consumer } from '../../../platform/log/consumer'
import type { MarketMoveService } from '../market-move.service'

/** Puts a market's move on the timelines of those who trade it. What it records is committed on the way, and not again when it is repeated. */
export const putOnTimelinesWhenMarketMoved = (moves: MarketMoveService): Consumer => ({
  name: 'put-on-timelines-when-market-moved',
  types: ['market.moved'],
  atMost: 1,
  async handle(events) {
    for (const event of events) await moves.putOnTimelines(marketMoved.parse(event.data), event)
    return { writes: [] }
  },
})
