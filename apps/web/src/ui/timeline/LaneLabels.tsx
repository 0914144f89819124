import classes from './LaneLabels.module.css'
import type { LaneId } from './lanes'

/** The words beside a lane. */
export interface LaneLabel {
  lane: LaneId
  name: string
  /** An exact count in words; null while it is not known. */
  count: string | null
  /** What of it calls for somebody, as "1 overdue". */
  alarm?: string | null
  top: number
  height: number
  folded: boolean
}

interface LaneLabelsProps {
  labels: readonly LaneLabel[]
  onFold: (lane: LaneId) => void
}

/** The column of lane names, in step with the lanes' heights; a click folds a lane to a strip of bars, and opens it again. */
export function LaneLabels({ labels, onFold }: LaneLabelsProps) {
  return (
    <ul className={classes.labels} aria-label="Lanes">
      {labels.map(({ lane, name, count, alarm, top, height, folded }) => (
        <li key={lane} className={`tl-${lane} ${classes.label} ${height < 46 ? classes.low : ''}`} style={{ top, height }}>
          <button type="button" className={classes.fold} aria-expanded={!folded} title={`${folded ? 'Open' : 'Fold'} ${name}`} onClick={() => onFold(lane)}>
            <span className={classes.name}>{name}</span>
            <span className={classes.count}>
              {count}
              {alarm != null && <span className={classes.alarm}>{count === null ? alarm : `, ${alarm}`}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
