import { useMutation } from '@apollo/client/react'
import { Button, Drawer, TextInput } from '@mantine/core'
import { useState, type ChangeEvent } from 'react'
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
import { useRowFocus } from '../../ui/use-row-focus'
import { ReleaseButton, spanWords } from './Holds'
import classes from './Privacy.module.css'

interface Props {
  client: { id: string; reference: string }
  onClose: () => void
  /** Whoever restricted it sees it no more. */
  onHidden: () => void
}

/** What an officer does for a client who asks, or for a court: hand out, hold, restrict, make anonymous, erase. */
export function ClientPrivacy({ client, onClose, onHidden }: Props) {
  const { me } = useSession()
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title="Privacy" closeButtonProps={{ 'aria-label': 'Close' }}>
      {may(me, 'privacy:export') && <Export client={client} />}
      {may(me, 'holds:write') && <HoldsOf client={client} />}
      {may(me, 'privacy:restrict') && <Restriction client={client} onHidden={onHidden} />}
      {may(me, 'privacy:erase') && <Erasure client={client} />}
    </Drawer>
  )
}

/** A field for why something is done. Each part of the drawer has its own: what is wrong with it stands there. */
function useWhy(faultOf: (field: string) => string | null) {
  const [reason, setReason] = useState('')
  const [isLacking, setLacking] = useState(false)
  const isSaid = () => {
    const said = reason.trim() !== ''
    setLacking(!said)
    return said
  }
  const field = {
    label: 'Why',
    maxLength: 2_000,
    value: reason,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      setReason(event.currentTarget.value)
      setLacking(false)
    },
    error: isLacking ? 'Say why.' : faultOf('reason'),
  }
  return { reason, field, isSaid, clear: () => setReason('') }
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
  const { busy, attempt, faultOf } = useAttempt()
  const { list, row } = useRowFocus<HTMLDivElement>()
  const why = useWhy(faultOf)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const instant = (day: string, plusDays = 0) => (day === '' ? null : startOfDay(day, plusDays).toISOString())
  const submit = async () => {
    if (!why.isSaid()) return
    const input = { clientId: id, from: instant(from), to: instant(to, 1), reason: why.reason }
    const failed = await attempt(() => place({ variables: { input } }), 'Held', { fields: ['from', 'to', 'reason'] })
    if (!failed) why.clear()
  }
  return (
    <section className={classes.part}>
      <h2>Legal hold</h2>
      <div ref={list} className={classes.holds}>
        {data?.clientHolds.map((hold, index) => (
          <div key={hold.id} className={classes.held} {...row(index)}>
            <span>
              {hold.reason}: {spanWords(hold)}, <RelativeTime at={hold.placedAt} />
            </span>
            <ReleaseButton hold={hold} />
          </div>
        ))}
      </div>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <div className={classes.days}>
          <TextInput type="date" label="What happened from" max={to || undefined} value={from} onChange={(event) => setFrom(event.currentTarget.value)} error={faultOf('from')} />
          <TextInput type="date" label="to" min={from || undefined} value={to} onChange={(event) => setTo(event.currentTarget.value)} error={faultOf('to')} />
        </div>
        <TextInput required {...why.field} />
        <Button type="submit" variant="default" loading={busy}>
          {from || to ? 'Hold this span' : 'Hold all of the client'}
        </Button>
      </form>
    </section>
  )
}

function Restriction({ client: { id }, onHidden }: Pick<Props, 'client' | 'onHidden'>) {
  const maySee = may(useSession().me, 'privacy:read')
  const { data, refetch } = useQuery(ClientPrivacyDocument, { variables: { id }, fetchPolicy: 'cache-and-network' })
  const [restrict] = useMutation(RestrictDocument)
  const [lift] = useMutation(LiftRestrictionDocument)
  const { busy, attempt, faultOf } = useAttempt()
  const why = useWhy(faultOf)
  const restriction = data?.client?.restriction
  const submit = async () => {
    if (!why.isSaid()) return
    const [change, done] = restriction ? [lift, 'No longer restricted'] : [restrict, 'Restricted']
    const failed = await attempt(() => change({ variables: { input: { id, reason: why.reason } } }), done, { fields: ['reason'] })
    if (!failed && !maySee) return onHidden()
    if (!failed) why.clear()
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
      {!restriction && !maySee && <p>You will not see it any more either, and compliance alone can lift the restriction: you cannot take it back.</p>}
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextInput required {...why.field} />
        <Button type="submit" variant="default" loading={busy}>
          {restriction ? 'Lift the restriction' : 'Restrict'}
        </Button>
      </form>
    </section>
  )
}

function Erasure({ client: { id, reference } }: Pick<Props, 'client'>) {
  const navigate = useNavigate()
  const { busy, attempt, faultOf } = useAttempt()
  const why = useWhy(faultOf)
  const [erase] = useMutation(AskForErasureDocument)
  const [anonymise] = useMutation(AskForAnonymityDocument)
  const [typed, setTyped] = useState('')
  const isSure = typed.trim().toUpperCase() === reference
  const begin = async (run: typeof erase | typeof anonymise, done: string) => {
    if (!why.isSaid()) return
    const failed = await attempt(() => run({ variables: { input: { clientId: id, reason: why.reason } } }), done, { fields: ['reason'] })
    if (!failed) void navigate(paths.complianceRequests)
    else if (failed.approvalId !== null) void navigate(paths.complianceApprovals)
  }
  return (
    <section className={classes.part}>
      <h2>Erasure</h2>
      <p>What neither a hold nor a duty keeps is destroyed at once, for good, in every module. Made anonymous, what happened stays as figures, and nobody can say whose it was.</p>
      <div className={classes.form}>
        <TextInput required {...why.field} />
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
