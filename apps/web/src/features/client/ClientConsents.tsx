import { useMutation } from '@apollo/client/react'
import { Button, Drawer, Select, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { ClientConsentsDocument, GiveConsentDocument, TakeConsentBackDocument, type Channel, type ConsentPurpose, type ConsentRowFragment } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { formatDay } from '../../lib/time'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import classes from './DrawerRows.module.css'
import { channels, choices, codeIn } from './names'

const purposes: readonly ConsentPurpose[] = ['MARKETING', 'MARKET_COMMENTARY', 'EVENTS', 'PROFILING', 'SHARING']

interface Props {
  clientId: string
  mayChange: boolean
  onClose: () => void
}

/** What a client agreed to, since when, where that is known from, and what it took back. */
export function ClientConsents({ clientId, mayChange, onClose }: Props) {
  const { data, error, refetch } = useQuery(ClientConsentsDocument, { variables: { id: clientId }, fetchPolicy: 'network-only' })
  const consents = data?.client?.consents
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title="Consents" closeButtonProps={{ 'aria-label': 'Close' }}>
      {error && !consents && <FailureNote failed={toFailure(error)} what="The list of consents" onRetry={() => void refetch()} />}
      {!error && !consents && <GreyRows label="the consents" rows={3} height={48} />}
      {consents?.length === 0 && <p className={classes.none}>This client has agreed to nothing yet. It is in no list of those who may be written to.</p>}
      <ul className={classes.list}>{consents?.map((consent) => <One key={consent.id} consent={consent} mayChange={mayChange} />)}</ul>
      {mayChange && consents && <Give clientId={clientId} />}
    </Drawer>
  )
}

function One({ consent, mayChange }: { consent: ConsentRowFragment; mayChange: boolean }) {
  const { purpose, channel, givenAt, source, recordedBy, withdrawnAt, withdrawalSource } = consent
  const [asking, setAsking] = useState(false)
  return (
    <li className={classes.one} data-over={withdrawnAt !== null || undefined}>
      <p className={classes.head}>
        {enumLabel(purpose)} <span>{channel ? `by ${enumLabel(channel)}` : 'by any channel'}</span>
      </p>
      <p className={classes.aside}>
        Given {formatDay(new Date(givenAt))}: {source}. Recorded by {recordedBy?.name ?? 'somebody'}.
      </p>
      {withdrawnAt && (
        <p className={classes.aside}>
          Taken back {formatDay(new Date(withdrawnAt))}: {withdrawalSource}
        </p>
      )}
      {mayChange && !withdrawnAt && !asking && (
        <Button className={classes.deed ?? ''} variant="default" onClick={() => setAsking(true)} aria-label={`Take back: ${enumLabel(purpose)}`}>
          Take back
        </Button>
      )}
      {asking && !withdrawnAt && <TakeBack id={consent.id} onClose={() => setAsking(false)} />}
    </li>
  )
}

function TakeBack({ id, onClose }: { id: string; onClose: () => void }) {
  const { busy, attempt } = useAttempt()
  const [takeBack] = useMutation(TakeConsentBackDocument)
  const [source, setSource] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await attempt(() => takeBack({ variables: { input: { id, source } } }), 'Consent taken back'))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput label="How do we know?" data-autofocus autoFocus value={source} maxLength={2_000} onChange={(event) => setSource(event.currentTarget.value)} />
      <div className={classes.deeds}>
        <Button type="submit" loading={busy} disabled={source.trim() === ''}>
          Take back
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function Give({ clientId }: { clientId: string }) {
  const { busy, attempt } = useAttempt()
  const [give] = useMutation(GiveConsentDocument, { refetchQueries: [ClientConsentsDocument] })
  const [purpose, setPurpose] = useState<ConsentPurpose>('MARKETING')
  const [channel, setChannel] = useState<Channel | null>(null)
  const [source, setSource] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await attempt(() => give({ variables: { input: { clientId, purpose, channel, source } } }), 'Consent recorded'))) setSource('')
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <h2 className={classes.title}>Record a consent</h2>
      <Select label="To what" data={choices(purposes)} value={purpose} onChange={(next) => setPurpose(codeIn(purposes, next) ?? purpose)} />
      <Select label="By" clearable placeholder="Any channel" data={choices(channels)} value={channel} onChange={(next) => setChannel(codeIn(channels, next) ?? null)} />
      <TextInput label="How do we know?" placeholder="Signed form of 3 March" value={source} maxLength={2_000} onChange={(event) => setSource(event.currentTarget.value)} />
      <div className={classes.deeds}>
        <Button type="submit" loading={busy} disabled={source.trim() === ''}>
          Record
        </Button>
      </div>
    </form>
  )
}
