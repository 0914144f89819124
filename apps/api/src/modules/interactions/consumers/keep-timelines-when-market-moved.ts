import { marketMoved, marketRetracted } from '@brokersync/schema/events/interactions'
import type { Consumer } from '../../../platform/log/consumer'
import type { MarketMoveService } from '../market-move.service'

/**
 * Puts a market's move on the timelines of those who trade it, and takes it from them when it is taken back: one consumer, so that the one comes after
 * the other. What it records is committed on the way, and not again when it is repeated.
 */
export const keepTimelinesWhenMarketMoved = (moves: MarketMoveService): Consumer => ({
  name: 'put-on-timelines-when-market-moved',
  types: ['market.moved', 'market.retracted'],
  atMost: 1,
  async handle(events) {
    for (const event of events) {
      if (event.type === 'market.moved') await moves.putOnTimelines(marketMoved.parse(event.data), event)
      else await moves.takeFromTimelines(marketRetracted.parse(event.data), event)
    }
    return { writes: [] }
  },
})
