import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { enumLabel } from '../../lib/labels'
import { paths } from '../../lib/paths'
import { may, useSession } from '../../lib/session'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { RelativeTime } from '../../ui/RelativeTime'
import { useRowFocus } from '../../ui/use-row-focus'
import classes from './Approvals.module.css'
import { askedWords } from './asked-words'
import { isKnownDeed, useApprovals, type Approval } from './use-approvals'

type Reading = ReturnType<typeof useApprovals>

/** What somebody asked for and a second person decides on. */
export function Approvals() {
  const [which, setWhich] = useState('waiting')
  const reading = useApprovals(which === 'waiting')
  const { approvals, failed, refetch, more } = reading
  const { list, row } = useRowFocus<HTMLUListElement>()
  return (
    <>
      <div className={listing.bar}>
        <p>An act that the firm lets nobody do alone is asked for, approved by another, and then carried out by the one who asked.</p>
        <SegmentedControl aria-label="Which" data={[{ value: 'waiting', label: 'Waiting' }, { value: 'all', label: 'All' }]} value={which} onChange={setWhich} />
      </div>
      {failed && <FailureNote failed={failed} what="The list of approvals" onRetry={refetch} />}
      {!failed && !approvals && <GreyRows label="the approvals" rows={3} height={64} />}
      {approvals?.length === 0 && <p className={listing.none}>{which === 'waiting' ? 'Nothing waits for a decision.' : 'Nothing was ever asked for.'}</p>}
      <ul ref={list} className={classes.list}>
        {approvals?.map((approval, index) => (
          <li key={approval.id} className={classes.one} {...row(index)}>
            <One approval={approval} reading={reading} />
          </li>
        ))}
      </ul>
      {more && (
        <Button m={12} variant="default" onClick={more}>
          Older ones
        </Button>
      )}
    </>
  )
}

function One({ approval, reading }: { approval: Approval; reading: Reading }) {
  const { act, state, requestedBy, requestedAt, decidedBy, decidedAt, note, expiresAt, doneAt } = approval
  return (
    <>
      <p className={classes.head}>
        {enumLabel(act)}
        <span className={classes.state} data-state={state}>
          {enumLabel(state)}
        </span>
      </p>
      <What approval={approval} />
      <p className={classes.who}>
        {requestedBy?.name ?? 'Somebody'} asked <RelativeTime at={requestedAt} />
        {decidedAt && (
          <>
            {`, ${decidedBy?.name ?? 'somebody'} decided `}
            <RelativeTime at={decidedAt} />
          </>
        )}
        {note && `: “${note}”`}
        {doneAt && (
          <>
            , carried out <RelativeTime at={doneAt} />
          </>
        )}
        {(state === 'REQUESTED' || state === 'APPROVED') && ` · holds until ${new Date(expiresAt).toLocaleDateString()}`}
        {state === 'OVERTAKEN' && ' · came about by another way: nothing is left to decide'}
      </p>
      <Deeds approval={approval} reading={reading} />
    </>
  )
}

const ofClients: ReadonlySet<string> = new Set(['Client', 'ClientHold'])

/** Of whom it is asked, what it would do, and why. */
function What({ approval }: { approval: Approval }) {
  const { clients, subject } = approval
  const { deeds, reason } = askedWords(approval)
  return (
    <ul className={classes.says}>
      {clients.map(({ id, displayName, reference }) => (
        <li key={id}>
          <Link to={paths.client(id)}>{displayName}</Link> ({reference})
        </li>
      ))}
      {clients.length === 0 && ofClients.has(subject.type) && <li>A client that is not open to you</li>}
      {approval.says.length === 0 ? <li>What was asked for was erased with its client.</li> : deeds.map((sentence, index) => <li key={index}>{sentence}</li>)}
      {reason && <li>Why: {reason}</li>}
    </ul>
  )
}

function Deeds({ approval, reading: { busy, decide, takeBack, carryOut } }: { approval: Approval; reading: Reading }) {
  const { me } = useSession()
  const [note, setNote] = useState('')
  const isMine = approval.requestedBy?.id === me.id
  if (approval.state === 'APPROVED' && isMine && isKnownDeed(approval.operation))
    return (
      <div className={classes.deeds}>
        <Button disabled={busy} onClick={() => carryOut(approval)}>
          Carry out
        </Button>
      </div>
    )
  if (approval.state !== 'REQUESTED') return null
  if (isMine)
    return (
      <div className={classes.deeds}>
        <Button variant="default" disabled={busy} onClick={() => takeBack(approval)}>
          Take back
        </Button>
      </div>
    )
  if (!may(me, 'approvals:decide')) return null
  return (
    <div className={classes.deeds}>
      <TextInput aria-label="Why" placeholder="Why, if it helps" value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={2_000} />
      <Button variant="default" disabled={busy} onClick={() => decide(approval, false, note)}>
        Refuse
      </Button>
      <Button disabled={busy} onClick={() => decide(approval, true, note)}>
        Approve
      </Button>
    </div>
  )
}
