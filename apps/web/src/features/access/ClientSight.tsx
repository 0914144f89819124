import { useMutation } from '@apollo/client/react'
import { Button, Drawer, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ClientGrantsDocument, GrantThisClientDocument, RevokeGrantNowDocument, WhyVisibleDocument } from '../../generated/graphql'
import { toFailure } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { may, useSession } from '../../lib/session'
import { formatDay, startOfDay } from '../../lib/time'
import { useAttempt } from '../../lib/use-attempt'
import type { Person } from '../../lib/person'
import { usePeople } from '../../lib/use-people'
import { useQuery } from '../../lib/use-query'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { PersonSelect } from '../../ui/PersonSelect'
import classes from './ClientSight.module.css'

interface Props {
  clientId: string
  onClose: () => void
}

/** Who may see a client: those to whom it is granted by itself, and the rules that decide for anyone else. */
export function ClientSight({ clientId, onClose }: Props) {
  const { me } = useSession()
  return (
    <Drawer opened onClose={onClose} position="right" size={460} title="Who may see this client" closeButtonProps={{ 'aria-label': 'Close' }}>
      {may(me, 'access:explain') && <Why clientId={clientId} />}
      {may(me, 'clients:grant') && <Grants clientId={clientId} />}
    </Drawer>
  )
}

function Why({ clientId }: { clientId: string }) {
  const [person, setPerson] = useState<Person | null>(null)
  const people = usePeople({ withInactive: true, chosenId: person?.id ?? null })
  return (
    <section className={classes.part}>
      <h2>Why a user sees it, or does not</h2>
      <PersonSelect label="User" people={people} value={person?.id ?? null} onChange={setPerson} />
      {person && <Rules clientId={clientId} person={person} />}
    </section>
  )
}

function Rules({ clientId, person }: { clientId: string; person: Person }) {
  const { data, error, refetch } = useQuery(WhyVisibleDocument, { variables: { clientId, userId: person.id }, fetchPolicy: 'no-cache' })
  if (error && !data) return <FailureNote failed={toFailure(error)} what="The reason" onRetry={() => void refetch()} />
  if (!data) return <GreyRows label="the reason" rows={2} height={28} />
  const { visible, rules } = data.whyVisible
  return (
    <div role="status">
      <p className={classes.verdict} data-visible={visible}>
        {person.name} {visible ? 'sees this client' : 'does not see this client'}
      </p>
      <ul className={classes.rules}>
        {rules.map(({ kind, shows, because, roles }) => (
          <li key={`${kind} ${because}`} data-shows={shows}>
            {because}
            {roles.length > 0 && <small>{roles.map((role) => enumLabel(role)).join(', ')}</small>}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Grants({ clientId }: { clientId: string }) {
  const { data, error, refetch } = useQuery(ClientGrantsDocument, { variables: { id: clientId }, fetchPolicy: 'cache-and-network' })
  const { busy, attempt } = useAttempt()
  const [revoke] = useMutation(RevokeGrantNowDocument)
  const grants = data?.client?.grants
  const end = async (id: string) => {
    await attempt(() => revoke({ variables: { input: { id } } }), 'Taken back')
    await refetch().catch(() => undefined)
  }
  return (
    <section className={classes.part}>
      <h2>Granted by itself</h2>
      {error && !data && <FailureNote failed={toFailure(error)} what="The list of grants" onRetry={() => void refetch()} />}
      {!error && !data && <GreyRows label="the grants" rows={2} height={36} />}
      {grants?.length === 0 && <p className={classes.aside}>To nobody. Its owner sees it, and whom a role, a team or a stand-in lets.</p>}
      <ul className={classes.grants}>
        {grants?.map(({ id, user, reason, madeBy, madeAt, until }) => (
          <li key={id}>
            <span>
              {user?.name ?? 'Somebody'}
              <small>
                {reason} · {madeBy?.name ?? 'somebody'}, {formatDay(new Date(madeAt))} · {until ? `until ${formatDay(new Date(until))}` : 'until it is taken back'}
              </small>
            </span>
            <ConfirmButton
              label="Take back"
              ariaLabel={`Take back from ${user?.name ?? 'somebody'}`}
              effect="From this moment on, the user sees this client no more, unless another rule shows it."
              confirm="Take back"
              disabled={busy}
              onConfirm={() => void end(id)}
            />
          </li>
        ))}
      </ul>
      {data && grants && <Grant clientId={clientId} onGranted={() => void refetch()} />}
    </section>
  )
}

function Grant({ clientId, onGranted }: { clientId: string; onGranted: () => void }) {
  const { busy, attempt } = useAttempt()
  const [grant] = useMutation(GrantThisClientDocument)
  const [person, setPerson] = useState<Person | null>(null)
  const people = usePeople({ chosenId: person?.id ?? null })
  const [last, setLast] = useState('')
  const [reason, setReason] = useState('')
  const submit = async () => {
    if (person === null) return
    // To the end of the day that is chosen.
    const until = last === '' ? null : startOfDay(last, 1).toISOString()
    const failed = await attempt(() => grant({ variables: { input: { clientId, userId: person.id, until, reason } } }), `${person.name} sees this client now`)
    if (failed) return
    setPerson(null)
    setReason('')
    onGranted()
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <PersonSelect label="Let another user see it" people={people} value={person?.id ?? null} onChange={setPerson} />
      <TextInput type="date" label="Last day" description="Empty: until it is taken back" value={last} onChange={(event) => setLast(event.currentTarget.value)} />
      <TextInput label="Why" required maxLength={500} autoComplete="off" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button type="submit" variant="default" loading={busy} disabled={person === null} {...(person === null && { title: 'Choose a user first.' })}>
        Grant
      </Button>
    </form>
  )
}
