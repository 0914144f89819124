import { Drawer, TextInput } from '@mantine/core'
import { useState } from 'react'
import { RecordAsOfDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import classes from './AuditTrail.module.css'
import { FieldValue } from './FieldValue'
import { fieldName } from './value-words'

/** The moment as a field for it shows it: local, to the second. */
const localText = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)

/** The end of the second that a field says; null where it says none. */
function endOf(text: string): string | null {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : new Date(at.getTime() + 999).toISOString()
}

interface RecordAsOfProps {
  id: string
  /** The moment that is shown first, in ISO 8601; now where it is left out. */
  at?: string
  onClose: () => void
}

/** A record as it was at a moment, made again out of the audit trail. */
export function RecordAsOf({ id, at: first, onClose }: RecordAsOfProps) {
  const [opened] = useState(() => localText(first === undefined ? new Date() : new Date(first)))
  const [text, setText] = useState(opened)
  const isAhead = text !== opened && new Date(text) > new Date()
  const at = isAhead ? null : first !== undefined && text === opened ? first : endOf(text)
  return (
    <Drawer opened onClose={onClose} position="right" size={620} title="As it was" closeButtonProps={{ 'aria-label': 'Close' }}>
      <TextInput
        type="datetime-local"
        step={1}
        label="At"
        max={localText(new Date())}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={isAhead ? 'This has not come yet. Choose a moment up to now.' : null}
        mb={12}
        w={240}
      />
      {at !== null && <State id={id} at={at} />}
    </Drawer>
  )
}

function State({ id, at }: { id: string; at: string }) {
  const { data, error, refetch } = useQuery(RecordAsOfDocument, { variables: { id, at }, fetchPolicy: 'no-cache' })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The past" onRetry={() => void refetch()} />
  if (!data) return <GreyRows label="the past" rows={6} height={28} />
  const state = data.recordAsOf
  if (!state) return <p className={listing.none}>Nothing is on record of it by then.</p>
  return (
    <>
      {state.erased && <p className={listing.none}>Some of it was erased since.</p>}
      {!state.erased && state.fields.length === 0 && <p className={listing.none}>It was there, and nothing of it was changed since: it is as it stands now.</p>}
      <table className={`${classes.changes} ${classes.past}`}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col" className={classes.since}>
              Since
            </th>
            <th scope="col" className={classes.since}>
              By
            </th>
          </tr>
        </thead>
        <tbody>
          {state.fields.map(({ field, value, fingerprinted, since, by }) => (
            <tr key={field} title={fingerprinted ? 'A fingerprint: your role does not read this field' : undefined}>
              <th scope="row">{fieldName(field)}</th>
              <td className={fingerprinted ? 'mono' : undefined}>{fingerprinted ? String(value ?? '—') : <FieldValue field={field} value={value} at={at} />}</td>
              <td className={classes.since}>
                <RelativeTime at={since} />
              </td>
              <td className={classes.by}>{by?.name ?? 'System'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
