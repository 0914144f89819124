import { useLiveState } from '../../lib/live-state'
import { formatHour } from '../../lib/time'
import classes from './OfflineBar.module.css'

/** Under the top bar while the server cannot be reached. */
export function OfflineBar() {
  const { status, since } = useLiveState()
  if (status !== 'offline') return null
  return (
    <p className={classes.bar} role="alert">
      Offline since {formatHour(since)}. You can read what is loaded; changes can be saved once the server answers again.
    </p>
  )
}
