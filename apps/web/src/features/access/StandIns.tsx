import { useMutation } from '@apollo/client/react'
import { Button, Drawer, SegmentedControl, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { EndLoanNowDocument, FirmLoansDocument, LendDocument, type FirmLoansQuery } from '../../generated/graphql'
import { explained, toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { may, useSession } from '../../lib/session'
import { dayOf, formatDay } from '../../lib/time'
import { usePeople } from '../../lib/use-people'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { DrawerForm } from '../../ui/DrawerForm'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import listing from '../../ui/Listing.module.css'
import { PersonSelect } from '../../ui/PersonSelect'
import classes from './Firm.module.css'
import { loanSpan } from './loan-span'

type Loan = FirmLoansQuery['loans']['nodes'][number]

/** Who stands in for whom: a user's clients lent to another for a span of days. */
export function StandIns() {
  const { me } = useSession()
  const [which, setWhich] = useState('current')
  const [lending, setLending] = useState(false)
  const { data, error, refetch, fetchMore } = useQuery(FirmLoansDocument, { variables: { current: which === 'current', first: 50 }, fetchPolicy: 'cache-and-network' })
  const page = data?.loans
  return (
    <>
      <div className={listing.bar}>
        <SegmentedControl aria-label="Which" data={[{ value: 'current', label: 'Now and planned' }, { value: 'all', label: 'All' }]} value={which} onChange={setWhich} />
        {may(me, 'loans:write') && <Button onClick={() => setLending(true)}>New stand-in</Button>}
      </div>
      {error && !page && <FailureNote failed={toFailure(error)} what="The list of stand-ins" onRetry={() => void refetch()} />}
      {!error && !page && <GreyRows label="the stand-ins" rows={4} height={36} />}
      {page?.nodes.length === 0 && <p className={listing.none}>Nobody stands in for anybody.</p>}
      {page && page.nodes.length > 0 && <Table loans={page.nodes} />}
      {page?.pageInfo.hasNextPage && (
        <Button m={12} variant="default" onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } })}>
          Older ones
        </Button>
      )}
      <Drawer opened={lending} onClose={() => setLending(false)} position="right" size={420} title="New stand-in" closeButtonProps={{ 'aria-label': 'Close' }}>
        {lending && <LoanForm onClose={() => setLending(false)} />}
      </Drawer>
    </>
  )
}

function Table({ loans }: { loans: readonly Loan[] }) {
  const { me } = useSession()
  const { busy, attempt } = useAttempt()
  const [end] = useMutation(EndLoanNowDocument, { refetchQueries: [FirmLoansDocument] })
  return (
    <table className={listing.table}>
      <thead>
        <tr>
          <th scope="col">Clients of</th>
          <th scope="col">Stand-in</th>
          <th scope="col">From</th>
          <th scope="col">Until</th>
          <th scope="col">State</th>
          <th scope="col">Why</th>
          <th scope="col" aria-label="Deeds" />
        </tr>
      </thead>
      <tbody>
        {loans.map(({ id, from, to, startsAt, endsAt, endedAt, state, reason }) => (
          <tr key={id}>
            <th scope="row">{from?.name ?? '—'}</th>
            <td>{to?.name ?? '—'}</td>
            <td>{formatDay(new Date(startsAt))}</td>
            <td>{formatDay(new Date(Date.parse(endedAt ?? endsAt) - 1))}</td>
            <td>
              <span className={classes.pill}>{enumLabel(state)}</span>
            </td>
            <td className={listing.wide} title={reason}>
              {reason}
            </td>
            <td className={listing.deed}>
              {state !== 'ENDED' && may(me, 'loans:write') && (
                <ConfirmButton
                  label="End"
                  ariaLabel={`End the stand-in of ${to?.name ?? 'this user'}`}
                  effect="From this moment on, the stand-in sees these clients no more."
                  confirm="End now"
                  disabled={busy}
                  onConfirm={() => void attempt(() => end({ variables: { input: { id } } }), 'Ended')}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LoanForm({ onClose }: { onClose: () => void }) {
  const { me } = useSession()
  const [lend] = useMutation(LendDocument, { refetchQueries: [FirmLoansDocument] })
  const { busy, attempt } = useAttempt()
  const [refused, setRefused] = useState<string | null>(null)
  const today = dayOf(new Date())
  const form = useForm({
    initialValues: { fromUserId: me.id, toUserId: '', first: today, last: today, reason: '' },
    validate: {
      fromUserId: (id) => (id === '' ? 'Choose a user.' : null),
      toUserId: (id, { fromUserId }) => (id === '' ? 'Choose a user.' : id === fromUserId ? 'Choose another user.' : null),
      last: (last, { first }) => (last < first ? 'Choose a day from the first one on.' : null),
      reason: (reason) => (reason.trim() === '' ? 'Say why.' : null),
    },
  })
  const save = form.onSubmit(async ({ first, last, reason, ...users }) => {
    setRefused(null)
    const failed = await attempt(() => lend({ variables: { input: { ...users, ...loanSpan(first, last, new Date()), reason } } }), 'Stand-in set', { quiet: true })
    if (failed) setRefused(explained(failed, 'The stand-in').title)
    else onClose()
  })
  const [from, to] = [usePeople({ withInactive: true, chosenId: form.values.fromUserId || null }), usePeople({ chosenId: form.values.toUserId || null })]
  const errorOf = (field: string) => (typeof form.errors[field] === 'string' ? form.errors[field] : null)
  return (
    <DrawerForm refused={refused} send="Lend" busy={busy} onSubmit={save} onCancel={onClose}>
      <PersonSelect label="Clients of" people={from} value={form.values.fromUserId || null} onChange={(person) => form.setFieldValue('fromUserId', person?.id ?? '')} error={errorOf('fromUserId')} />
      <PersonSelect label="Stand-in" people={to} value={form.values.toUserId || null} onChange={(person) => form.setFieldValue('toUserId', person?.id ?? '')} error={errorOf('toUserId')} />
      <TextInput type="date" label="First day" min={today} {...form.getInputProps('first')} />
      <TextInput type="date" label="Last day" min={form.values.first} {...form.getInputProps('last')} />
      <TextInput label="Why" placeholder="Holiday" withAsterisk maxLength={500} autoComplete="off" {...form.getInputProps('reason')} />
    </DrawerForm>
  )
}
