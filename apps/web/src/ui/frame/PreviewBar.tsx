import { paths } from '../../lib/paths'
import { viewAs, viewedAs } from '../../lib/view-as'
import classes from './PreviewBar.module.css'

/** Over the page while it is seen with other eyes. */
export function PreviewBar() {
  const seen = viewedAs()
  if (seen === null) return null
  return (
    <div className={classes.bar} role="status">
      <span>
        You see the page as <b>{seen.label}</b> does. Nothing can be changed in it.
      </span>
      <button type="button" onClick={() => viewAs(null, paths.firmUsers)}>
        Back to your own
      </button>
    </div>
  )
}
