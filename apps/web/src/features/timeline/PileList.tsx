import { IconArrowsVertical, IconX } from '@tabler/icons-react'
import { plural } from '../../lib/number'
import { instantOf, type Entry } from './entry'
import { EntryRow } from './EntryRow'
import classes from './PileList.module.css'

interface PileListProps {
  entries: readonly Entry[]
  fresh: ReadonlySet<string>
  selectedId: string | null
  clientZone: string | null
  onSelect: (entry: Entry) => void
  /** Gives the lane all the rows that there is height for, so that the pile comes apart. */
  onOpenLane: () => void
  onClose: () => void
}

/** What stands in one place of the timeline, one below the other, in place of the whole list until it is closed. */
export function PileList({ entries, fresh, selectedId, clientZone, onSelect, onOpenLane, onClose }: PileListProps) {
  const sorted = [...entries].sort((a, b) => instantOf(b) - instantOf(a))
  return (
    <section className={classes.pile} aria-label="In one place">
      <header className={classes.head}>
        <span>{plural(entries.length, 'item')} in one place</span>
        <button type="button" onClick={onOpenLane}><IconArrowsVertical size={13} stroke={1.6} aria-hidden /> Open the lane</button>
        <button type="button" onClick={onClose} aria-label="Back to all items" title="Back to all items (Esc)"><IconX size={14} stroke={1.6} /></button>
      </header>
      <ul className={classes.rows} aria-label="Items in one place, newest first">
        {sorted.map((entry) => (
          <li key={entry.id}>
            <EntryRow entry={entry} isNew={fresh.has(entry.id)} selected={entry.id === selectedId} tall={false} find={null} clientZone={clientZone} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    </section>
  )
}
