import { enumLabel } from '../lib/labels'
import classes from './StatusMark.module.css'

/** A client's status: a full dot when active, an empty one when not, a bar when the person is gone from the record. */
export function StatusMark({ status }: { status: string }) {
  return (
    <span className={classes.status} data-status={status}>
      {enumLabel(status)}
    </span>
  )
}
