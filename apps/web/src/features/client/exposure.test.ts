import { describe, expect, test } from 'vitest'
import { exposureAtAGlance, shortMoney } from './exposure'

const held = (commodity: string, amount: string, currency = 'USD') => ({ commodity, notional: { amount, currency } })

describe('the exposure at a glance', () => {
  test('is bought less sold, with the parts of each commodity, the largest first', () => {
    const seen = exposureAtAGlance([held('WTI', '-3000000'), held('WHEAT', '4000000'), held('WHEAT', '2000000'), held('COPPER', '1000000')])

    expect(seen).toEqual({
      currency: 'USD',
      net: 4_000_000,
      shares: [
        { commodity: 'WHEAT', share: 0.6, isShort: false },
        { commodity: 'WTI', share: 0.3, isShort: true },
        { commodity: 'COPPER', share: 0.1, isShort: false },
      ],
      others: 0,
    })
  })

  test('adds no currencies together, and says how many contracts it leaves out', () => {
    const seen = exposureAtAGlance([held('WHEAT', '10'), held('CORN', '5'), held('COCOA', '7', 'GBP'), { commodity: 'POWER', notional: null }])

    expect([seen?.currency, seen?.net, seen?.others]).toEqual(['USD', 15, 2])
  })

  test('is nothing where no worth is known', () => {
    expect(exposureAtAGlance([])).toBeNull()
    expect(exposureAtAGlance([{ commodity: 'POWER', notional: null }])).toBeNull()
  })

  test('is said in three digits with its currency', () => {
    expect(shortMoney(-18_423_000, 'USD')).toBe('18.4 M USD')
    expect(shortMoney(950, 'EUR')).toBe('950 EUR')
  })
})
