import { memo } from 'react'
import { formatDecimal } from '../../lib/number'
import { brokerZone, formatDuration, formatHour } from '../../lib/time'
import { Highlighted, type Finder } from '../../ui/Highlighted'
import { Glyph } from '../../ui/timeline/Glyph'
import { exactlyWhen, laneOf, recordedLate, type Entry } from './entry'
import classes from './EntryRow.module.css'
import { foundText } from './found-text'
import { glyphOf, moodOf, titleOf } from './marks'
import { isPending } from './pending'
import { useWhose } from './use-together'
import { codeName, inWords, quantityInWords } from './words'

interface EntryRowProps {
  entry: Entry
  isNew: boolean
  selected: boolean
  tall: boolean
  /** Finds what was searched for, to be marked; null where nothing was. */
  find: Finder | null
  clientZone: string | null
  onSelect: (entry: Entry) => void
}

const zone = brokerZone()

/** One thing that happened, in one line (two on a phone). */
export const EntryRow = memo(function EntryRow({ entry, isNew, selected, tall, find, clientZone, onSelect }: EntryRowProps) {
  const mood = moodOf(entry)
  const whose = useWhose(entry)
  const found = foundText(entry, find, tall ? 32 : 18)
  const time = (
    <time className={classes.time} dateTime={entry.occurredAt} title={[exactlyWhen(entry, clientZone), recordedLate(entry, clientZone)].filter(Boolean).join('. ')}>
      {entry.day == null && formatHour(new Date(entry.occurredAt), zone)}
    </time>
  )
  return (
    <button
      type="button"
      className={`${classes.row} ${tall ? classes.tall : ''}`}
      data-entry={entry.id}
      aria-current={selected}
      data-pending={isPending(entry) || undefined}
      onClick={() => onSelect(entry)}
    >
      {!tall && time}
      <Glyph name={glyphOf(entry)} lane={laneOf(entry)} size={tall ? 20 : 16} />
      <span className={classes.words}>
        <span className={classes.first}>
          <span className={classes.title} title={entry.title}>
            {whose && <span className={classes.whose}>{whose.name}</span>}
            <Highlighted text={titleOf(entry)} find={find} />
          </span>
          {mood && (
            <span className={mood === 'up' ? classes.up : classes.down}>
              {mood === 'up' ? '▲' : '▼'}
              <span className="visually-hidden">{mood === 'up' ? 'happy' : 'unhappy'}</span>
            </span>
          )}
          {isNew && (
            <span className={classes.fresh}>
              <span className="visually-hidden">new</span>
            </span>
          )}
          {found !== null && !tall && <span className={classes.found} title={found}><Highlighted text={found} find={find} /></span>}
        </span>
        {tall && <span className={classes.second}>{found === null ? secondLine(entry) : <Highlighted text={found} find={find} />}</span>}
      </span>
      {tall ? time : <span className={classes.figure}>{isPending(entry) ? 'not sent' : found === null && figureOf(entry)}</span>}
    </button>
  )
})

/** The one figure that tells most: a price, a length, a rating; null where there is none. */
function figureOf(entry: Entry): string | null {
  switch (entry.__typename) {
    case 'OrderEvent':
      return entry.price == null ? null : formatDecimal(entry.price)
    case 'Communication':
      return entry.durationSeconds ? formatDuration(entry.durationSeconds) : null
    case 'Feedback':
      return entry.rating == null ? null : `${entry.rating} of 5`
    default:
      return null
  }
}

function secondLine(entry: Entry): string {
  const said = isPending(entry) ? ['Not sent yet'] : detailsOf(entry)
  return said.filter(Boolean).join(', ')
}

function detailsOf(entry: Entry): (string | null | undefined)[] {
  switch (entry.__typename) {
    case 'OrderEvent':
      return [`${quantityInWords(entry.quantity, entry.unit)}${entry.price == null ? '' : ` at ${formatDecimal(entry.price)}`}`]
    case 'Communication':
      return [entry.participants[0], codeName(entry.channel).toLowerCase(), figureOf(entry)]
    case 'ClientEvent':
      return [inWords(entry.eventType)]
    case 'DocumentActivity':
    case 'FollowUpActivity':
      return [inWords(entry.action), entry.author?.name]
    default:
      return [entry.author?.name, figureOf(entry)]
  }
}
