import { useMutation } from '@apollo/client/react'
import { Button, Drawer, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import {
  AskForAnonymityDocument, AskForErasureDocument, AskForExportDocument, ClientHoldsOfDocument, ClientPrivacyDocument, LiftRestrictionDocument, PlaceHoldDocument, RestrictDocument,
} from '../../generated/graphql'
import { paths } from '../../lib/paths'
import { may, useSession } from '../../lib/session'
import { startOfDay } from '../../lib/time'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { RelativeTime } from '../../ui/RelativeTime'
import { ReleaseButton, spanWords } from './Holds'
import classes from './Privacy.module.css'

interface Props {
  client: { id: string; reference: string }
  onClose: () => void
}

/** What an officer does for a client who asks, or for a court: hand out, hold, restrict, make anonymous, erase. */
export function ClientPrivacy({ client, onClose }: Props) {
  const { me } = useSession()
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title="Privacy" closeButtonProps={{ 'aria-label': 'Close' }}>
      {may(me, 'privacy:export') && <Export client={client} />}
      {may(me, 'holds:write') && <HoldsOf client={client} />}
      {may(me, 'privacy:restrict') && <Restriction client={client} />}
      {may(me, 'privacy:erase') && <Erasure client={client} />}
    </Drawer>
  )
}

function Export({ client: { id } }: Pick<Props, 'client'>) {
  const navigate = useNavigate()
  const { busy, attempt } = useAttempt()
  const [ask] = useMutation(AskForExportDocument)
  const begin = async () => {
    const failed = await attempt(() => ask({ variables: { input: { clientId: id } } }), 'The archive is being made')
    if (!failed) void navigate(paths.complianceRequests)
  }
  return (
    <section className={classes.part}>
      <h2>All that is held</h2>
      <p>One archive with all that every module holds, as JSON and as a page to read.</p>
      <Button variant="default" loading={busy} onClick={() => void begin()}>
        Make the archive
      </Button>
    </section>
  )
}

function HoldsOf({ client: { id } }: Pick<Props, 'client'>) {
  const { data } = useQuery(ClientHoldsOfDocument, { variables: { id }, fetchPolicy: 'cache-and-network' })
  const [place] = useMutation(PlaceHoldDocument, { refetchQueries: ['ClientHoldsOf', 'Holds'] })
  const { busy, attempt } = useAttempt()
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const instant = (day: string, plusDays = 0) => (day === '' ? null : startOfDay(day, plusDays).toISOString())
  const submit = async () => {
    const failed = await attempt(() => place({ variables: { input: { clientId: id, from: instant(from), to: instant(to, 1), reason } } }), 'Held')
    if (!failed) setReason('')
  }
  return (
    <section className={classes.part}>
      <h2>Legal hold</h2>
      {data?.clientHolds.map((hold) => (
        <div key={hold.id} className={classes.held}>
          <span>
            {hold.reason}: {spanWords(hold)}, <RelativeTime at={hold.placedAt} />
          </span>
          <ReleaseButton hold={hold} />
        </div>
      ))}
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <div className={classes.days}>
          <TextInput type="date" label="What happened from" max={to || undefined} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label="to" min={from || undefined} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </div>
        <TextInput label="Why" required maxLength={2_000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={busy}>
          {from || to ? 'Hold this span' : 'Hold all of the client'}
        </Button>
      </form>
    </section>
  )
}

function Restriction({ client: { id } }: Pick<Props, 'client'>) {
  const { data, refetch } = useQuery(ClientPrivacyDocument, { variables: { id }, fetchPolicy: 'cache-and-network' })
  const [restrict] = useMutation(RestrictDocument)
  const [lift] = useMutation(LiftRestrictionDocument)
  const { busy, attempt } = useAttempt()
  const [reason, setReason] = useState('')
  const restriction = data?.client?.restriction
  const submit = async () => {
    const [change, done] = restriction ? [lift, 'No longer restricted'] : [restrict, 'Restricted']
    const failed = await attempt(() => change({ variables: { input: { id, reason } } }), done)
    if (!failed) setReason('')
    await refetch().catch(() => undefined)
  }
  return (
    <section className={classes.part}>
      <h2>Restriction of processing</h2>
      <p>
        {restriction ? (
          <>
            Restricted <RelativeTime at={restriction.restrictedAt} /> by {restriction.restrictedBy?.name ?? 'somebody'}: {restriction.reason}
          </>
        ) : (
          'Hides the client from all but compliance, in every list, count, search and timeline.'
        )}
      </p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextInput label="Why" required maxLength={2_000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={busy}>
          {restriction ? 'Lift the restriction' : 'Restrict'}
        </Button>
      </form>
    </section>
  )
}

function Erasure({ client: { id, reference } }: Pick<Props, 'client'>) {
  const navigate = useNavigate()
  const { busy, attempt } = useAttempt()
  const [erase] = useMutation(AskForErasureDocument)
  const [anonymise] = useMutation(AskForAnonymityDocument)
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const isSure = typed.trim().toUpperCase() === reference && reason.trim() !== ''
  const begin = async (run: typeof erase | typeof anonymise, done: string) => {
    const failed = await attempt(() => run({ variables: { input: { clientId: id, reason } } }), done)
    if (!failed) void navigate(paths.complianceRequests)
  }
  return (
    <section className={classes.part}>
      <h2>Erasure</h2>
      <p>What neither a hold nor a duty keeps is destroyed at once, for good, in every module. Made anonymous, what happened stays as figures, and nobody can say whose it was.</p>
      <div className={classes.form}>
        <TextInput label="Why" maxLength={2_000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <TextInput label={`Type ${reference} to be sure`} autoComplete="off" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <div className={classes.buttons}>
          <Button variant="default" disabled={!isSure || busy} onClick={() => void begin(anonymise, 'Being made anonymous')}>
            Make anonymous
          </Button>
          <Button color="red" disabled={!isSure || busy} onClick={() => void begin(erase, 'Being erased')}>
            Erase
          </Button>
        </div>
      </div>
    </section>
  )
}
