import { IconPin } from '@tabler/icons-react'
import { formatDate } from '../../lib/time'
import type { Entry } from './entry'
import { titleOf } from './marks'
import classes from './PinnedRows.module.css'
import { usePins } from './use-pins'

interface PinnedRowsProps {
  selectedId: string | null
  onSelect: (entry: Entry) => void
}

/** What everybody who sees the client is to have before the eyes, above the list; nothing where nothing is pinned. */
export function PinnedRows({ selectedId, onSelect }: PinnedRowsProps) {
  const { pinned } = usePins()
  if (pinned.length === 0) return null
  return (
    <ul className={classes.pinned} aria-label="Pinned">
      {pinned.map((entry) => (
        <li key={entry.id}>
          <button type="button" className={classes.row} aria-current={entry.id === selectedId || undefined} onClick={() => onSelect(entry)}>
            <IconPin size={13} stroke={1.7} aria-hidden />
            <span className={classes.title} title={titleOf(entry)}>
              {titleOf(entry)}
            </span>
            <span className={classes.when}>{formatDate(new Date(entry.occurredAt))}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
