import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useMemo, useState } from 'react'
import type { Folding } from '../../ui/timeline/layout'
import { laneIds, type LaneId } from '../../ui/timeline/lanes'
import { categoriesOf } from './entry'
import type { Reach } from './timeline-source'

type Choice = 'open' | 'folded'

export interface LaneFolding extends Folding {
  /** Folds a lane, or opens it again; remembered for this user on this machine. */
  fold: (lane: LaneId) => void
  /** Gives one lane all the height that the others can spare, or none of them. */
  open: (lane: LaneId | null) => void
}

const isEmpty = (lane: LaneId, reach: Reach | null) => reach !== null && categoriesOf(lane).every((category) => !reach.counts.has(category))

/** Which lanes are strips of bars: those that were folded, and those in which nothing ever happened until somebody opens them. */
export function useLaneFolding(reach: Reach | null): LaneFolding {
  const [choices, keep] = useLocalStorage<Partial<Record<LaneId, Choice>>>({
    key: 'brokersync.timeline.lanes', defaultValue: {}, getInitialValueInEffect: false,
  })
  const [opened, open] = useState<LaneId | null>(null)
  const shape = laneIds.filter((lane) => (choices[lane] ?? (isEmpty(lane, reach) ? 'folded' : 'open')) === 'folded').join()
  const folded = useMemo(() => new Set(laneIds.filter((lane) => shape.split(',').includes(lane))), [shape])
  const fold = useCallback(
    (lane: LaneId) => {
      open((before) => (before === lane ? null : before))
      keep((before) => ({ ...before, [lane]: folded.has(lane) ? 'open' : 'folded' }))
    },
    [folded, keep],
  )
  return useMemo(() => ({ folded, opened, fold, open }), [folded, opened, fold])
}
