import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { AuditDetailQuery } from '../../generated/graphql'
import { paths } from '../../lib/paths'
import { exactTime } from '../../lib/time'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { actionWords, credentialWords } from './action-words'
import type { AuditState } from './audit-state'
import classes from './AuditTrail.module.css'
import { FieldValue } from './FieldValue'
import { RecordAsOf } from './RecordAsOf'
import { useAuditDetail, type AuditRow } from './use-audit'
import { fieldName } from './value-words'

type Entry = AuditDetailQuery['auditTrail']['nodes'][number]

interface Props {
  row: AuditRow
  onChange: (change: Partial<AuditState>) => void
}

/** What an entry changed, and where it came from. */
export function AuditEntryDetail({ row, onChange }: Props) {
  const { entry, failed } = useAuditDetail(row)
  if (failed) return <FailureNote failed={failed} what="The entry" />
  if (!entry) return <GreyRows label="the entry" rows={2} height={20} />
  return (
    <>
      {entry.erased && <p>What it changed was erased with its client. The entry and its place in the chain stand.</p>}
      {entry.changes.length > 0 && <Changes changes={entry.changes} at={entry.at} />}
      <Facts entry={entry} onChange={onChange} />
    </>
  )
}

function Changes({ changes, at }: Pick<Entry, 'changes' | 'at'>) {
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after, fingerprinted }) => (
          <tr key={field} title={fingerprinted ? 'A fingerprint: your role does not read this field' : undefined}>
            <th scope="row">{fieldName(field)}</th>
            <td className={fingerprinted ? 'mono' : classes.before}>{fingerprinted ? String(before ?? '—') : <FieldValue field={field} value={before} at={at} />}</td>
            <td className={fingerprinted ? 'mono' : classes.after}>{fingerprinted ? String(after ?? '—') : <FieldValue field={field} value={after} at={at} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Facts({ entry, onChange }: { entry: Entry; onChange: Props['onChange'] }) {
  const [client] = entry.clients
  const [showsPast, setShowsPast] = useState(false)
  const exact = (at: string) => exactTime(new Date(at))
  return (
    <>
      <dl className={classes.facts}>
        {entry.occurredAt && <Fact name="Happened">{exact(entry.occurredAt)}</Fact>}
        <Fact name="Chained">{exact(entry.recordedAt)}</Fact>
        <Fact name="Operation">
          <span className="mono">{entry.action}</span>
        </Fact>
        <Fact name="Number">{String(entry.number)}</Fact>
        <Fact name="Through">{`${credentialWords(entry.credential)}${entry.agent ? `, ${entry.agent}` : ''}${entry.address ? ` at ${entry.address}` : ''}`}</Fact>
        {entry.reads && <Fact name="Kinds of data">{entry.reads.join(', ')}</Fact>}
        {client && (
          <Fact name="Client">
            <Link to={paths.client(client.id)}>{client.displayName ?? client.id}</Link>
            {entry.clientCount > 1 && ` and ${entry.clientCount - 1} more`}
          </Fact>
        )}
        {entry.subject && (
          <Fact name={actionWords(entry.subject.type)}>
            <button type="button" onClick={() => onChange({ subjectId: entry.subject?.id ?? null })}>
              all of this record
            </button>
            {entry.changes.length > 0 && (
              <button type="button" onClick={() => setShowsPast(true)}>
                as it was then
              </button>
            )}
          </Fact>
        )}
        <Fact name="Request">
          <button type="button" onClick={() => onChange({ requestId: entry.requestId })}>
            {entry.requestId}
          </button>
        </Fact>
        <Fact name="SHA-256">
          <span className="mono">{entry.hash}</span>
        </Fact>
      </dl>
      {showsPast && entry.subject && <RecordAsOf id={entry.subject.id} at={entry.at} onClose={() => setShowsPast(false)} />}
    </>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
