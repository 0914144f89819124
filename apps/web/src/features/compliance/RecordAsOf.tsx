import { useQuery } from '@apollo/client/react'
import { Drawer, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ClientAsOfDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import { valueWords } from './action-words'
import classes from './AuditTrail.module.css'

/** The moment as a field for it shows it: local, to the minute. */
const localText = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** A client as it was at a moment, made again out of the audit trail. */
export function ClientAsOf({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const [text, setText] = useState(() => localText(new Date()))
  const at = new Date(text)
  return (
    <Drawer opened onClose={onClose} position="right" size={620} title="As it was" closeButtonProps={{ 'aria-label': 'Close' }}>
      <TextInput type="datetime-local" label="At" max={localText(new Date())} value={text} onChange={(event) => setText(event.currentTarget.value)} mb={12} w={220} />
      {/* To the end of the minute that is chosen. */}
      {Number.isNaN(at.getTime()) ? null : <State clientId={clientId} at={new Date(at.getTime() + 59_999).toISOString()} />}
    </Drawer>
  )
}

function State({ clientId, at }: { clientId: string; at: string }) {
  const { data, error, refetch } = useQuery(ClientAsOfDocument, { variables: { id: clientId, at }, fetchPolicy: 'no-cache' })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The past" onRetry={() => void refetch()} />
  if (!data) return <GreyRows label="the past" rows={6} height={28} />
  const state = data.client?.asOf
  if (!state) return <p className={listing.none}>It was not there yet.</p>
  return (
    <>
      {state.erased && <p className={listing.none}>Some of it was erased since.</p>}
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Value</th>
            <th scope="col">Since</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {state.fields.map(({ field, value, fingerprinted, since, by }) => (
            <tr key={field} title={fingerprinted ? 'A fingerprint: your role does not read this field' : undefined}>
              <th scope="row">{field}</th>
              <td className={fingerprinted ? 'mono' : undefined}>{valueWords(value)}</td>
              <td>
                <RelativeTime at={since} />
              </td>
              <td>{by?.name ?? 'System'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
