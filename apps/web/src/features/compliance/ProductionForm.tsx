import { useMutation } from '@apollo/client/react'
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { ProduceDocument, ProductionsDocument, TeamChoicesDocument } from '../../generated/graphql'
import { explained } from '../../lib/failure'
import { dayOf, startOfDay } from '../../lib/time'
import { useAttempt } from '../../lib/use-attempt'
import { usePeople } from '../../lib/use-people'
import { useQuery } from '../../lib/use-query'
import { DrawerForm } from '../../ui/DrawerForm'
import { PersonSelect } from '../../ui/PersonSelect'
import { ClientSelect } from './ClientSelect'
import classes from './Privacy.module.css'

const kinds = [{ value: 'userId', label: 'Broker' }, { value: 'team', label: 'Desk' }, { value: 'clientId', label: 'Client' }] as const
type Kind = (typeof kinds)[number]['value']

/** Asks whose records are to be produced, of which days, and why. */
export function ProductionForm({ onClose }: { onClose: () => void }) {
  const [produce] = useMutation(ProduceDocument, { refetchQueries: [ProductionsDocument] })
  const { busy, attempt } = useAttempt()
  const [kind, setKind] = useState<Kind>('userId')
  const [refused, setRefused] = useState<string | null>(null)
  const teams = useQuery(TeamChoicesDocument).data?.teams ?? []
  const today = dayOf(new Date())
  const form = useForm({
    initialValues: { whose: '', first: `${today.slice(0, 4)}-01-01`, last: today, reason: '' },
    validate: {
      whose: (whose) => (whose === '' ? 'Choose whose records.' : null),
      first: (first) => (first === '' ? 'Choose a day.' : null),
      last: (last, { first }) => (last < first ? 'Choose a day from the first one on.' : null),
      reason: (reason) => (reason.trim() === '' ? 'Say why.' : null),
    },
  })
  const choose = (whose: string | null) => form.setFieldValue('whose', whose ?? '')
  const save = form.onSubmit(async ({ whose, first, last, reason }) => {
    setRefused(null)
    const span = { from: startOfDay(first).toISOString(), to: startOfDay(last, 1).toISOString() }
    const failed = await attempt(() => produce({ variables: { input: { [kind]: whose, ...span, reason } } }), 'It is being made', { quiet: true })
    if (failed) setRefused(explained(failed, 'The production').title)
    else onClose()
  })
  const chosen = form.values.whose || null
  const people = usePeople({ withInactive: true, chosenId: kind === 'userId' ? chosen : null })
  const error = typeof form.errors['whose'] === 'string' ? form.errors['whose'] : null
  return (
    <DrawerForm refused={refused} send="Produce" busy={busy} onSubmit={save} onCancel={onClose}>
      <SegmentedControl
        aria-label="Whose records"
        data={[...kinds]}
        value={kind}
        onChange={(next) => {
          setKind(next as Kind)
          choose(null)
        }}
      />
      {kind === 'userId' && <PersonSelect label="Broker" people={people} value={chosen} onChange={(person) => choose(person?.id ?? null)} error={error} />}
      {kind === 'team' && <Select label="Desk" data={teams.map(({ name }) => name)} value={chosen} onChange={choose} placeholder="Choose a team" error={error} comboboxProps={{ withinPortal: false, shadow: 'md' }} />}
      {kind === 'clientId' && <ClientSelect label="Client" value={chosen} onChange={choose} error={error} />}
      <div className={classes.days}>
        <TextInput type="date" label="First day" {...form.getInputProps('first')} />
        <TextInput type="date" label="Last day" min={form.values.first} {...form.getInputProps('last')} />
      </div>
      <TextInput label="Why" placeholder="The regulator’s reference" withAsterisk maxLength={500} autoComplete="off" {...form.getInputProps('reason')} />
      {kind !== 'clientId' && <p className={classes.small}>All that happened with clients who were {kind === 'team' ? 'the desk’s' : 'the broker’s'} on any of these days, and what {kind === 'team' ? 'its people' : 'the broker'} recorded of others.</p>}
    </DrawerForm>
  )
}
