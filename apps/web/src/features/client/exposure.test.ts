import { describe, expect, test } from 'vitest'
import { exposureAtAGlance, partsInWords, shortMoney } from './exposure'

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

  test('names its three largest parts as the trade does, and counts what is left out', () => {
    const seen = exposureAtAGlance([held('WTI', '-6'), held('NATURAL_GAS', '2'), held('CORN', '1'), held('COPPER', '1'), held('COCOA', '7', 'GBP')])

    expect(seen && partsInWords(seen)).toEqual(['WTI 60 % short', 'Natural gas 20', 'Corn 10', '1 more not counted'])
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
