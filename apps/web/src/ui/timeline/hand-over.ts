/** How a lane shows what it holds, from the roomiest to the densest. */
export type Mode = 'labels' | 'marks' | 'dots' | 'bars'

const modes: readonly Mode[] = ['labels', 'marks', 'dots', 'bars']
/** Least pixels an item must have for each mode; what has less becomes bars. */
const leastRoom: readonly number[] = [96, 24, 8]
/** How far past a threshold the room must go before the mode changes, so that a pan does not flicker. */
const hysteresis = 0.15

/** Pixels that each item has, over all the rows of its lane; endless where there is none. */
export const roomPerItem = (width: number, rows: number, items: number): number => (items === 0 ? Infinity : (width * rows) / items)

/** The mode for a room per item; the mode before holds on within 15 % of a threshold. */
export function handOver(room: number, before?: Mode): Mode {
  const plain = modeFor(room)
  if (before === undefined || plain === before) return plain
  const denser = modes.indexOf(plain) > modes.indexOf(before)
  return modeFor(denser ? room * (1 + hysteresis) : room / (1 + hysteresis))
}

function modeFor(room: number): Mode {
  const index = leastRoom.findIndex((least) => room >= least)
  return modes[index === -1 ? modes.length - 1 : index] ?? 'bars'
}

/** Whether single items are drawn, and so have to be loaded. */
export const drawsItems = (mode: Mode): boolean => mode === 'labels' || mode === 'marks'
