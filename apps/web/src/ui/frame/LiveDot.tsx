import { Tooltip } from '@mantine/core'
import { useLiveState, type LiveState } from '../../lib/live-state'
import { exactTime, formatHour } from '../../lib/time'
import classes from './LiveDot.module.css'

interface Words {
  label: string
  why: string
}

function words({ status, since, heardAt }: LiveState): Words {
  switch (status) {
    case 'live':
      return { label: 'Live', why: `New items appear by themselves, since ${exactTime(since)}` }
    case 'idle':
      return { label: 'Online', why: 'The server answers. This screen shows what was loaded; it is not followed live.' }
    case 'connecting':
      return { label: 'Connecting', why: 'Asking the server for live items' }
    case 'stale':
      return { label: `As of ${formatHour(heardAt ?? since)}, catching up`, why: 'The connection was lost and is being made again' }
    case 'offline':
      return { label: `Offline since ${formatHour(since)}`, why: 'The server cannot be reached. It is tried again by itself.' }
  }
}

/** Whether what the page shows is live, in the top bar. */
export function LiveDot() {
  const state = useLiveState()
  const { label, why } = words(state)
  return (
    <Tooltip label={why} multiline maw={260}>
      <span className={classes.dot} data-status={state.status} role="status">
        {label}
      </span>
    </Tooltip>
  )
}
