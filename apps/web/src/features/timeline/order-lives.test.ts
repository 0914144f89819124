import { describe, expect, test } from 'vitest'
import { glyphOf, marksOf, titleOf } from './marks'
import { averagePrice, orderLives } from './order-lives'
import { aCall, aNote, anOrderEvent, anOrderState } from './testing/entries'

const t = Date.UTC(2025, 10, 13)
const hour = 3_600_000

describe('an order as a life', () => {
  test('an execution that was undone or corrected counts no more, and a bust opens the order again', () => {
    const [life] = orderLives([
      anOrderEvent('1', t, 'PLACED'),
      anOrderEvent('2', t + hour, 'PARTIALLY_FILLED', { quantity: '20', executionState: 'CORRECTED' }),
      anOrderEvent('3', t + hour + 1, 'PARTIALLY_FILLED', { quantity: '25', executionState: 'LIVE', corrects: 'x2' }),
      anOrderEvent('4', t + 2 * hour, 'FILLED', { quantity: '35', executionState: 'BUSTED' }),
      anOrderEvent('5', t + 3 * hour, 'PARTIALLY_FILLED', { quantity: '35', busts: 'x4' }),
    ])

    expect([life?.filled, life?.quantity, life?.life.ending, life?.endedAt]).toEqual([25, 60, 'working', null])
  })

  test('a small quantity is told with all of its digits', () => {
    const events = [anOrderEvent('1', t, 'PLACED', { quantity: '0.004', unit: 'KILOGRAM' }), anOrderEvent('2', t + hour, 'PARTIALLY_FILLED', { quantity: '0.001', unit: 'KILOGRAM' })]
    const [mark] = marksOf(events, { fresh: new Set(), held: undefined, now: t + 2 * hour })

    expect(mark?.label).toMatch(/^Buy 0\.004 kg /)
    expect(mark?.description).toContain('0.001 of 0.004 filled')
  })

  test('two clients of a household may have an order of the same id each', () => {
    const other = { client: { __typename: 'Client' as const, id: 'c2' } }
    const events = [anOrderEvent('1', t, 'PLACED'), anOrderEvent('2', t, 'PLACED', other), anOrderEvent('3', t + hour, 'CANCELLED', other)]
    const orders = new Map([['c1:O-1', anOrderState()], ['c2:O-1', anOrderState({ ...other, status: 'CANCELLED' })]])

    expect(marksOf(events, { fresh: new Set(), held: undefined, orders, now: t + 2 * hour }).map(({ id, glyph }) => [id, glyph])).toEqual([
      ['order:c1:O-1', 'order-working'],
      ['order:c2:O-1', 'order-cancelled'],
    ])
  })

  test('what an execution filled is counted in the order’s unit, and what adds nothing not at all', () => {
    const [life] = orderLives([
      anOrderEvent('1', t, 'PLACED'),
      anOrderEvent('2', t + hour, 'PARTIALLY_FILLED', { quantity: '75000', unit: 'BUSHEL', filled: '15' }),
      anOrderEvent('3', t + 2 * hour, 'PARTIALLY_FILLED', { quantity: '20', filled: null }),
      anOrderEvent('4', t + 3 * hour, 'PARTIALLY_FILLED', { quantity: '15' }),
    ])

    expect(life?.life.fills.map(({ share }) => share)).toEqual([0.25, 0.25, 0.5])
    expect([life?.filled, life?.unit]).toEqual([30, 'LOT'])
  })

  test('until the server has confirmed it, an execution counts with its own quantity where that is of the order’s unit', () => {
    const pending = (unit: string) => orderLives([anOrderEvent('1', t, 'PLACED'), anOrderEvent('pending:1', t + hour, 'PARTIALLY_FILLED', { quantity: '15', unit, filled: null })])[0]?.filled

    expect([pending('LOT'), pending('BUSHEL')]).toEqual([15, 0])
  })

  test('an order all of whose events are held works until now, though the window ends long before', () => {
    const placed = anOrderEvent('1', t, 'PLACED')
    const [mark] = marksOf([placed], { fresh: new Set(), held: { from: t, to: t + hour }, whole: new Set(['1']), now: t + 90 * 24 * hour })

    expect(mark?.end).toBe(t + 90 * 24 * hour)
  })

  test('its events make one life, whatever the order they came in', () => {
    const [life, ...others] = orderLives([
      anOrderEvent('3', t + 2 * hour, 'FILLED', { quantity: '38' }),
      anOrderEvent('1', t, 'PLACED'),
      anOrderEvent('2', t + hour, 'PARTIALLY_FILLED', { quantity: '22' }),
    ])

    expect(others).toEqual([])
    expect(life?.life).toEqual({
      placedAt: t,
      fills: [
        { at: t + hour, share: 22 / 60 },
        { at: t + 2 * hour, share: 1 },
      ],
      ending: 'filled',
    })
    expect([life?.filled, life?.quantity, life?.endedAt]).toEqual([60, 60, t + 2 * hour])
  })

  test('placed and filled at one instant, it was placed first', () => {
    const [life] = orderLives([anOrderEvent('2', t, 'FILLED'), anOrderEvent('1', t, 'PLACED')])

    expect(life?.events.map(({ status }) => status)).toEqual(['PLACED', 'FILLED'])
  })

  test('a cancelled order keeps the share that was filled before', () => {
    const [life] = orderLives([
      anOrderEvent('1', t, 'PLACED'),
      anOrderEvent('2', t + hour, 'PARTIALLY_FILLED', { quantity: '15' }),
      anOrderEvent('3', t + 2 * hour, 'CANCELLED'),
    ])

    expect(life?.life).toMatchObject({ fills: [{ share: 0.25 }], ending: 'cancelled' })
  })

  test.each(['CANCELLED', 'REJECTED', 'EXPIRED'] as const)('an order of which only that it was %s is held is as large as that says', (status) => {
    expect(orderLives([anOrderEvent('1', t, status)])[0]?.quantity).toBe(60)
  })

  test('an order whose placing is not held does not pretend to know where it began or how large it was', () => {
    const [life] = orderLives([anOrderEvent('2', t, 'PARTIALLY_FILLED', { quantity: '15' })])

    expect(life?.life).toEqual({ placedAt: null, fills: [], ending: 'working' })
    expect(life?.quantity).toBeNull()
  })

  test('the average is weighted by quantity, and unknown where a price is missing', () => {
    const fill = (id: string, quantity: string, price: string | null) => anOrderEvent(id, t, 'PARTIALLY_FILLED', { quantity, price })

    expect(averagePrice([fill('1', '10', '500'), fill('2', '30', '540')])).toBe(530)
    expect(averagePrice([fill('1', '10', '500'), fill('2', '30', null)])).toBeNull()
  })

  test('prices below zero are prices', () => {
    expect(averagePrice([anOrderEvent('1', t, 'FILLED', { quantity: '10', price: '-37.63' })])).toBeCloseTo(-37.63)
  })
})

describe('what the server says that an order has come to', () => {
  const told = (part: Parameters<typeof anOrderState>[0]) => new Map([['c1:O-1', anOrderState(part)]])
  const marked = (events: Parameters<typeof orderLives>[0], part: Parameters<typeof anOrderState>[0]) =>
    marksOf(events, { fresh: new Set(), held: { from: t, to: t + hour }, orders: told(part), now: t + 50 * hour })[0]

  test('is what is drawn, whatever its events would make of it', () => {
    const fills = [anOrderEvent('1', t, 'PLACED'), anOrderEvent('2', t + hour, 'PARTIALLY_FILLED', { quantity: '24' }), anOrderEvent('3', t + 2 * hour, 'PARTIALLY_FILLED', { quantity: '36' })]
    const filled = { status: 'FILLED', filled: '60', closedAt: new Date(t + 2 * hour).toISOString() } as const
    expect(marked(fills, filled)).toMatchObject({ glyph: 'order-filled', end: t + 2 * hour, description: expect.stringContaining('filled, 60 of 60 filled') })

    const late = [anOrderEvent('1', t, 'PLACED'), anOrderEvent('2', t + hour, 'CANCELLED'), anOrderEvent('3', t + 2 * hour, 'FILLED')]
    expect(marked(late, filled)).toMatchObject({ glyph: 'order-filled', life: { ending: 'filled' } })

    const reopened = [anOrderEvent('1', t, 'PLACED'), anOrderEvent('2', t + hour, 'FILLED', { executionState: 'BUSTED' }), anOrderEvent('3', t + 2 * hour, 'CANCELLED', { busts: 'x2' })]
    expect(marked(reopened, { status: 'PLACED' })).toMatchObject({ glyph: 'order-working', end: t + 50 * hour })
  })

  test('names the average where it was filled at several prices, its one price as it was said, and its limit while it works', () => {
    const fill = (id: string, quantity: string, price: string) => anOrderEvent(id, t + hour, 'PARTIALLY_FILLED', { quantity, price })
    const placed = anOrderEvent('1', t, 'PLACED', { price: '612.25' })
    const limit = { price: '612.25' }
    expect(marked([placed], limit)?.detail).toBe('612.25')
    expect(marked([placed, fill('2', '3', '600')], { ...limit, status: 'PARTIALLY_FILLED', filled: '3', averagePrice: '600' })?.detail).toBe('612.25')
    expect(marked([placed, fill('2', '3', '600'), fill('3', '4', '601')], { ...limit, status: 'FILLED', filled: '7', averagePrice: '600.5714285714' })?.detail).toBe('600.5714')
    expect(marked([placed, fill('2', '7', '600.50')], { ...limit, status: 'FILLED', filled: '7', averagePrice: '600.5' })?.detail).toBe('600.50')
  })
})

describe('marks', () => {
  const marking = { fresh: new Set<string>(), held: { from: t - 100 * hour, to: t + 100 * hour }, now: t + 10 * hour }

  test('a working order reaches to now where now is held, and no further than what is held otherwise', () => {
    const events = [anOrderEvent('1', t, 'PLACED')]

    expect(marksOf(events, marking)[0]?.end).toBe(t + 10 * hour)
    expect(marksOf(events, { ...marking, held: { from: t - hour, to: t + hour } })[0]?.end).toBe(t + hour)
  })

  test('an order is one mark, in trade words', () => {
    const marks = marksOf([anOrderEvent('1', t, 'PLACED'), anOrderEvent('2', t + hour, 'FILLED'), aNote('n', t)], marking)

    expect(marks.map(({ id, label }) => [id, label])).toEqual([
      ['order:c1:O-1', 'Buy 60 Wheat Mar-26'],
      ['n', 'A note'],
    ])
  })

  test('a quantity that is not in lots names its unit, on the mark as in the list', () => {
    const placed = anOrderEvent('1', t, 'PLACED', { unit: 'BUSHEL' })

    expect([marksOf([placed], marking)[0]?.label, titleOf(placed)]).toEqual(['Buy 60 bu Wheat Mar-26', 'Placed: buy 60 bu Wheat Mar-26'])
  })

  test('a bust, and what was busted or corrected, are not shown as fills; a correction is one', () => {
    const events = [
      anOrderEvent('1', t, 'PLACED'),
      anOrderEvent('2', t + hour, 'PARTIALLY_FILLED', { quantity: '15', price: '548.25' }),
      anOrderEvent('3', t + 2 * hour, 'PARTIALLY_FILLED', { quantity: '11', executionState: 'CORRECTED' }),
      anOrderEvent('4', t + 3 * hour, 'PARTIALLY_FILLED', { quantity: '12', price: '547.50', corrects: 'x3', executionState: 'LIVE' }),
      anOrderEvent('5', t + 4 * hour, 'PARTIALLY_FILLED', { quantity: '22', executionState: 'BUSTED' }),
      anOrderEvent('6', t + 5 * hour, 'PARTIALLY_FILLED', { quantity: '22', busts: 'x5' }),
    ]

    expect(events.map((event) => `${glyphOf(event)}: ${titleOf(event)}`)).toEqual([
      'order-placed: Placed: buy 60 Wheat Mar-26',
      'order-partial: Fill: buy 15 Wheat Mar-26',
      'order-cancelled: Fill, corrected: buy 11 Wheat Mar-26',
      'order-partial: Correction: buy 12 Wheat Mar-26',
      'order-cancelled: Fill, busted: buy 22 Wheat Mar-26',
      'order-cancelled: Bust: buy 22 Wheat Mar-26',
    ])
    expect(marksOf(events, marking)[0]).toMatchObject({ detail: '548.5', description: expect.stringContaining('27 of 60 filled') })
  })

  test('calls and emails are of one category but stand in two lanes', () => {
    const marks = marksOf([aCall('c', t), aCall('e', t, { channel: 'EMAIL' }), aCall('m', t, { channel: 'MEETING' })], marking)

    expect(marks.map(({ lane, glyph }) => `${lane} ${glyph}`)).toEqual(['calls call-in', 'emails email', 'calls meeting'])
  })
})
