import { useEffect, useState } from 'react'
import { formatCount } from '../../lib/number'
import { exactOf } from './lane-labels'
import classes from './SideHead.module.css'
import type { FeedState } from './feed-state'
import type { PaneState } from './use-pane'

export type SideView = 'items' | 'standOuts'

/** From far away what stood out is shown, if anything did, and else the items; what somebody chose holds until the distance changes. */
export function useSideView(isFar: boolean, standOuts: number): { view: SideView; setView: (view: SideView) => void } {
  const [chosen, setView] = useState<SideView | null>(null)
  useEffect(() => setView(null), [isFar])
  const usual = standOuts > 0 ? 'standOuts' : 'items'
  return { view: isFar ? (chosen ?? usual) : 'items', setView }
}

interface SideHeadProps {
  state: FeedState
  pane: PaneState
  /** How many stretches stood out; null where the window is too near for it. */
  standOuts: number | null
  view: SideView
  onView: (view: SideView) => void
}

/** What the pane beside the timeline lists, and how much of it there is. */
export function SideHead({ state, pane, standOuts, view, onView }: SideHeadProps) {
  const inView = exactOf(state, pane.window, pane.lanes)
  const items = inView === null ? '' : formatCount(inView)
  if (standOuts === null) {
    return (
      <header className={classes.head}>
        <h2>Items</h2>
        <span>{inView !== null && `${items} in view`}</span>
        <span className={classes.order}>Newest first</span>
      </header>
    )
  }
  return (
    <header className={classes.head}>
      <h2 className="visually-hidden">{view === 'items' ? 'Items' : 'What stood out'}</h2>
      <div className={classes.tabs} role="group" aria-label="Beside the timeline">
        <button type="button" aria-pressed={view === 'standOuts'} onClick={() => onView('standOuts')}>What stood out <span>{standOuts}</span></button>
        <button type="button" aria-pressed={view === 'items'} onClick={() => onView('items')}>Items <span>{items}</span></button>
      </div>
    </header>
  )
}
