import type { ImportEntryFragment } from '../../generated/graphql'
import { formatCount, plural } from '../../lib/number'
import classes from './Import.module.css'

const kinds = [
  ['created', 'Created'],
  ['updated', 'Updated'],
  ['unchanged', 'Unchanged'],
  ['rejected', 'Rejected'],
] as const

/** What became of the rows, as figures with their words. */
export function ImportCounts({ entry }: { entry: ImportEntryFragment }) {
  return (
    <dl className={classes.counts}>
      {kinds.map(([name, label]) => (
        <div key={name} data-bad={(name === 'rejected' && (entry.rejected ?? 0) > 0) || undefined}>
          <dt>{label}</dt>
          <dd>{entry[name] === null || entry[name] === undefined ? '–' : formatCount(entry[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The same in one line. */
export function countsInWords(entry: ImportEntryFragment): string {
  const parts = kinds.flatMap(([name, label]) => {
    const count = entry[name] ?? 0
    return count > 0 ? [`${formatCount(count)} ${label.toLowerCase()}`] : []
  })
  return parts.length > 0 ? parts.join(', ') : plural(entry.rows ?? 0, 'row')
}
