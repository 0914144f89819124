import { describe, expect, test } from 'vitest'
import { placeCard } from './card-place'

const room = { width: 1_000, height: 800 }
const card = { width: 244, height: 160 }
const at = (left: number, top: number) => ({ left, top, width: 100, height: 28 })

describe('a card beside a mark', () => {
  test('stands below it where nothing is covered', () => {
    expect(placeCard({ mark: at(300, 200), card, others: [], room })).toMatchObject({ x: 300, y: 234 })
  })

  test('goes to the side with fewer others', () => {
    const others = [at(320, 240), at(400, 280), at(500, 300)]
    const place = placeCard({ mark: at(300, 400), card, others: [], room })
    expect(place.y).toBe(434)

    expect(placeCard({ mark: at(300, 205), card, others, room })).toMatchObject({ y: 39 })
  })

  test('never leaves the viewport, however little room there is', () => {
    for (const [left, top] of [[0, 0], [950, 10], [980, 780], [5, 790]] as const) {
      const { x, y } = placeCard({ mark: at(left, top), card, others: [], room })
      expect(x >= 8 && x + card.width <= 992 && y >= 8 && y + card.height <= 792).toBe(true)
    }
  })
})
