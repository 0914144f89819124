import type { RollUp } from '../../generated/graphql'
import classes from './TimelineToolbar.module.css'
import type { PaneState } from './use-pane'
import type { Together } from './use-together'

const words: Readonly<Record<RollUp, string>> = { HOUSEHOLD: 'Household', COMPANY: 'Company' }

/** The client by itself, or with all of its household or company; there only for who belongs to one. */
export function RollUpSwitch({ pane, together }: { pane: PaneState; together: Together }) {
  const { query, ask } = pane
  if (together.offered.length === 0) return null
  return (
    <div className={classes.presets} role="group" aria-label="Read together">
      <button type="button" className={classes.preset} aria-pressed={query.rollUp === null} onClick={() => ask({ query: { ...query, rollUp: null } })}>
        Client
      </button>
      {together.offered.map(({ rollUp, count }) => (
        <button key={rollUp} type="button" className={classes.preset} aria-pressed={query.rollUp === rollUp} title={`${count} clients`} onClick={() => ask({ query: { ...query, rollUp } })}>
          {words[rollUp]} <span className={classes.count}>{count}</span>
        </button>
      ))}
    </div>
  )
}
