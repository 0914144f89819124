/** A box in CSS pixels, as `getBoundingClientRect` tells it. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

interface Placing {
  mark: Box
  card: Pick<Box, 'width' | 'height'>
  /** Where other marks stand, which the card should leave in sight. */
  others: readonly Box[]
  /** The viewport. */
  room: { width: number; height: number }
}

const air = 6
const edge = 8

/** Where a card beside a mark covers the fewest others: below before above, to the right before the left; always within the viewport. */
export function placeCard({ mark, card, others, room }: Placing): { x: number; y: number } {
  const held = (value: number, size: number, end: number) => Math.max(edge, Math.min(value, end - size - edge))
  const xs = [mark.left, mark.left + Math.min(mark.width, 24) - card.width].map((x) => held(x, card.width, room.width))
  const ys = [mark.top + mark.height + air, mark.top - card.height - air]
  const places = ys.flatMap((y) => xs.map((x) => ({ x, y, covered: coveredBy({ left: x, top: y, ...card }, others) })))
  const inside = places.filter(({ y }) => y >= edge && y + card.height <= room.height - edge)
  const [best] = inside.sort((a, b) => a.covered - b.covered)
  return best ?? { x: xs[0] ?? edge, y: held(ys[0] ?? edge, card.height, room.height) }
}

/** How many boxes a box covers any part of. */
function coveredBy(card: Box, others: readonly Box[]): number {
  return others.filter(
    ({ left, top, width, height }) =>
      left < card.left + card.width && left + width > card.left && top < card.top + card.height && top + height > card.top,
  ).length
}
