import classes from './LaneLabels.module.css'
import type { LaneId } from './lanes'

/** The words beside a lane, or beside several that are drawn as one. */
export interface LaneLabel {
  lane: LaneId
  name: string
  /** An exact count in words; null while it is not known. */
  count: string | null
  top: number
  height: number
}

/** The column of lane names, in step with the lanes' heights. */
export function LaneLabels({ labels }: { labels: readonly LaneLabel[] }) {
  return (
    <ul className={classes.labels} aria-label="Lanes">
      {labels.map((label) => (
        <li
          key={label.lane}
          className={`tl-${label.lane} ${classes.label} ${label.height < 46 ? classes.low : ''}`}
          style={{ top: label.top, height: label.height }}
        >
          <span className={classes.name}>{label.name}</span>
          <span className={classes.count}>{label.count}</span>
        </li>
      ))}
    </ul>
  )
}
