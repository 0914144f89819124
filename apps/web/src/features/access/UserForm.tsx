import { Autocomplete, Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { FirmTeamsDocument } from '../../generated/graphql'
import { explained } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { useSession } from '../../lib/session'
import { useAttempt } from '../../lib/use-attempt'
import { useQuery } from '../../lib/use-query'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { DrawerForm } from '../../ui/DrawerForm'
import classes from './Firm.module.css'
import { roles } from './role-draft'
import { ShownSecret } from './ShownSecret'
import { useUserChanges, type FirmUser, type UserValues } from './use-users'

/** A user made or changed; a new one gets a password for one sign-in, shown once. */
export function UserForm({ user, onClose }: { user: FirmUser | null; onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const { busy, attempt } = useAttempt()
  const changes = useUserChanges()
  const { data } = useQuery(FirmTeamsDocument)
  const form = useForm<UserValues>({
    initialValues: { name: user?.name ?? '', email: user?.email ?? '', roles: [...(user?.roles ?? ['BROKER'])], team: user?.team ?? '', active: user?.active ?? true },
    validate: {
      name: (name) => (name.trim() === '' ? 'Enter a name.' : null),
      email: (email) => (user === null && !/^\S+@\S+$/.test(email) ? 'Enter an email address.' : null),
      roles: (chosen) => (chosen.length === 0 ? 'Choose at least one.' : null),
    },
  })
  const save = form.onSubmit(async (values) => {
    setRefused(null)
    const carryOut = async () => {
      if (user) return changes.change(user, values)
      const password = await changes.make(values)
      if (password === null) setRefused('The user is made, but has no password yet: open the user in the list, and choose New password.')
      setSecret(password)
    }
    const failed = await attempt(carryOut, user ? 'Saved' : 'User made', { quiet: true })
    if (!failed) return user ? onClose() : undefined
    form.setErrors(Object.fromEntries(failed.fields.map(({ path, message }) => [path.split('.')[0] ?? '', message])))
    if (failed.fields.length === 0) setRefused(explained(failed, 'The user').title)
  })
  if (secret !== null) return <ShownSecret name={form.values.name} secret={secret} what="one-time password" onDone={onClose} />
  return (
    <DrawerForm refused={refused} send={user ? 'Save' : 'Make user'} busy={busy} onSubmit={save} onCancel={onClose}>
      <TextInput label="Name" withAsterisk data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      {user === null && <TextInput label="Email" type="email" withAsterisk autoComplete="off" {...form.getInputProps('email')} />}
      <Checkbox.Group label="Roles" withAsterisk {...form.getInputProps('roles')}>
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={enumLabel(role)} my={6} />
        ))}
      </Checkbox.Group>
      <Autocomplete label="Team" placeholder="None" data={data?.teams.map(({ name }) => name) ?? []} comboboxProps={{ withinPortal: false }} {...form.getInputProps('team')} />
      {user && <Checkbox label="May sign in" {...form.getInputProps('active', { type: 'checkbox' })} />}
      {user && <Deeds user={user} busy={busy} onPassword={() => void attempt(async () => setSecret(await changes.givePassword(user.id)), 'Password given')} onEnd={() => void attempt(() => changes.endSessions(user.id), 'Sessions ended')} />}
    </DrawerForm>
  )
}

function Deeds({ user, busy, onPassword, onEnd }: { user: FirmUser; busy: boolean; onPassword: () => void; onEnd: () => void }) {
  const { me } = useSession()
  if (user.id === me.id) return null
  return (
    <div className={classes.deeds}>
      <ConfirmButton label="New password" effect="The old password is refused from now on. The new one is for one sign-in, at which it is changed. API tokens hold on; they are refused as long as the user may not sign in." confirm="Give a password" disabled={busy} onConfirm={onPassword} />
      <ConfirmButton label="End sessions" effect="Every browser at which this user is signed in is signed out at once." confirm="End sessions" disabled={busy || user.sessions?.length === 0} onConfirm={onEnd} />
    </div>
  )
}
