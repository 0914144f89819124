import type { ReactNode, Ref } from 'react'
import { IconPin, IconPinFilled, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths'
import { useSession } from '../../lib/session'
import { formatDate, formatDuration } from '../../lib/time'
import { Initials } from '../../ui/Initials'
import { Kbd } from '../../ui/Kbd'
import { Glyph } from '../../ui/timeline/Glyph'
import { exactlyWhen, isRecorded, laneOf, recordedLate, type Communication, type Entry } from './entry'
import classes from './EntryDetail.module.css'
import { FeedbackBody } from './FeedbackBody'
import { MarketMove } from './MarketMove'
import { glyphOf } from './marks'
import { OrderDetail } from './OrderDetail'
import { Revised, Revising } from './Revising'
import { Terms } from './Terms'
import { Thread } from './Thread'
import { mayPin, usePins } from './use-pins'
import { useWhose } from './use-together'
import { codeName, commodityName, inWords } from './words'

interface EntryDetailProps {
  entry: Entry
  entries: ReadonlyMap<string, Entry>
  clientZone: string | null
  region: Ref<HTMLElement>
  onClose: () => void
  /** Opens the form for a note about it, or for its order's next event. */
  onRecord: ((kind: 'note' | 'order') => void) | null
  /** Goes to another entry of which only the instant is known. */
  onGo: (at: number) => void
}

/** All that is known of the selected entry: who, when in both zones, its terms or its words. */
export function EntryDetail({ entry: selected, entries, clientZone, region, onClose, onRecord, onGo }: EntryDetailProps) {
  // What was corrected since it was selected shows as it is now.
  const entry = entries.get(selected.id) ?? selected
  const whose = useWhose(entry)
  return (
    <section ref={region} className={classes.detail} aria-label="Selected item" tabIndex={-1}>
      <header className={classes.head}>
        <Glyph name={glyphOf(entry)} lane={laneOf(entry)} size={18} />
        <h3 className={classes.title}>{entry.title}</h3>
        <PinButton entry={entry} />
        <button type="button" className={classes.close} onClick={onClose} aria-label="Close" title="Close (Esc)">
          <IconX size={15} stroke={1.6} />
        </button>
      </header>
      <p className={classes.when}>{exactlyWhen(entry, clientZone)}</p>
      {entry.late && <p className={classes.when}>{recordedLate(entry, clientZone)}</p>}
      {whose && (
        <p className={classes.when}>
          Of <Link to={paths.client(whose.id)}>{whose.name}</Link>
        </p>
      )}
      {entry.author && (
        <p className={classes.author}>
          <Initials name={entry.author.name} size={18} /> {entry.author.name}
        </p>
      )}
      <Body entry={entry} entries={entries} onGo={onGo} />
      {entry.revised && <Revised key={entry.revised.version} entry={entry} revised={entry.revised} />}
      {onRecord && !whose && entry.__typename === 'OrderEvent' && (
        <button type="button" className={classes.action} onClick={() => onRecord('order')}>
          Record what came of this order <Kbd keys="o" />
        </button>
      )}
      {onRecord && !whose && !isRecorded(entry) && (
        <button type="button" className={classes.action} onClick={() => onRecord('note')}>
          Add a note about this <Kbd keys="n" />
        </button>
      )}
      <Revising entry={entry} />
      {isRecorded(entry) && <Thread key={`thread ${entry.id}`} entry={entry} entries={entries} />}
    </section>
  )
}

function PinButton({ entry }: { entry: Entry }) {
  const { me } = useSession()
  const { busy, isPinned, toggle } = usePins()
  if (!mayPin(me, entry)) return null
  const [Icon, label] = isPinned(entry) ? [IconPinFilled, 'Unpin'] : [IconPin, 'Pin']
  return (
    <button type="button" className={classes.close} disabled={busy} onClick={() => toggle(entry)} aria-label={label} title={`${label} (P)`}>
      <Icon size={15} stroke={1.6} />
    </button>
  )
}

function Body({ entry, entries, onGo }: Pick<EntryDetailProps, 'entry' | 'entries' | 'onGo'>): ReactNode {
  switch (entry.__typename) {
    case 'OrderEvent':
      return <OrderDetail event={entry} entries={entries} onGo={onGo} />
    case 'Communication':
      return <CommunicationBody entry={entry} />
    case 'Note':
      return (
        <>
          {entry.about && (
            <p className={classes.about}>
              About{' '}
              <button type="button" onClick={() => onGo(Date.parse(entry.about?.occurredAt ?? entry.occurredAt))}>
                {entry.about.title}
              </button>
            </p>
          )}
          <Words text={entry.body} />
          {entry.visibility !== 'ALL' && <p className={classes.small}>{entry.visibility === 'TEAM' ? 'For the author’s team' : 'For its author and whom it mentions'}</p>}
          {entry.mentions.length > 0 && <p className={classes.small}>Mentions {entry.mentions.map(({ name }) => name).join(', ')}</p>}
        </>
      )
    case 'Feedback':
      return <FeedbackBody entry={entry} />
    case 'Recommendation':
      return (
        <>
          <Terms
            rows={[
              [
                'Proposal',
                entry.proposal &&
                  [entry.proposal.side, entry.proposal.commodity && commodityName(entry.proposal.commodity), entry.proposal.instrument]
                    .filter((word) => word != null)
                    .map((word) => inWords(word))
                    .join(' '),
              ],
              ['Answer', entry.outcome ? inWords(entry.outcome) : 'Open'],
            ]}
          />
          <Words text={entry.body} />
        </>
      )
    case 'ClientEvent':
      return (
        <>
          {entry.marketMove ? <MarketMove move={entry.marketMove} /> : <Terms rows={[['Kind', inWords(entry.eventType)]]} />}
          <Words text={entry.description} />
        </>
      )
    case 'DocumentActivity':
      return (
        <Terms
          rows={[
            ['Document', entry.documentTitle],
            ['Action', inWords(entry.action)],
          ]}
        />
      )
    case 'FollowUpActivity':
      return (
        <Terms
          rows={[
            ['Follow-up', entry.followUpTitle],
            ['Action', inWords(entry.action)],
            ['Due', entry.dueAt ? formatDate(new Date(entry.dueAt)) : null],
          ]}
        />
      )
  }
}

function CommunicationBody({ entry }: { entry: Communication }) {
  return (
    <>
      <Terms
        rows={[
          // A title is one line, and no long one.
          ['Subject', entry.title.endsWith(entry.subject) ? null : entry.subject],
          ['Channel', `${codeName(entry.channel)} ${entry.direction === 'INBOUND' ? 'in' : 'out'}`],
          ['With', entry.participants.join(', ')],
          ['Order', entry.aboutOrderId],
          ['Length', entry.durationSeconds ? formatDuration(entry.durationSeconds) : null],
          ['Outcome', entry.callOutcome ? inWords(entry.callOutcome) : null],
          ['Mood', entry.sentiment && entry.sentiment.label !== 'NEUTRAL' ? inWords(entry.sentiment.label) : null],
          [
            'Next step',
            entry.nextStep && `${entry.nextStep.title}${entry.nextStep.dueAt ? `, by ${formatDate(new Date(entry.nextStep.dueAt))}` : ''}`,
          ],
        ]}
      />
      {entry.recording && (
        <p className={classes.about}>
          <a href={entry.recording.url} target="_blank" rel="noopener noreferrer" title={entry.recording.sha256 ? `SHA-256 ${entry.recording.sha256}` : 'No hash was given'}>
            <IconPlayerPlay size={13} stroke={1.7} /> Recording{entry.recording.durationSeconds ? `, ${formatDuration(entry.recording.durationSeconds)}` : ''}
          </a>
        </p>
      )}
      <Words text={entry.body} />
    </>
  )
}

const Words = ({ text }: { text: string }) => (text === '' ? null : <p className={classes.words}>{text}</p>)
