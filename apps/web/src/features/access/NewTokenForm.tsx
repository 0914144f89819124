import { NumberInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { explained } from '../../lib/failure'
import { useSession } from '../../lib/session'
import { DrawerForm } from '../../ui/DrawerForm'
import { lifetimes } from './scopes'
import { ScopePicker } from './ScopePicker'
import { ShownSecret } from './ShownSecret'
import { useMakeToken, type NewToken } from './use-make-token'

/** A new token: what it is for, for how long, and what it may; then its secret, once. */
export function NewTokenForm({ onClose }: { onClose: () => void }) {
  const { me } = useSession()
  const { submit, made, failed } = useMakeToken()
  const form = useForm<NewToken>({
    initialValues: { name: '', lifetime: '90', scopes: [], minuteBudget: '' },
    validate: {
      name: (name) => (name.trim() === '' ? 'Enter what it is for.' : null),
      scopes: (scopes) => (scopes.length === 0 ? 'Choose at least one.' : null),
    },
  })
  const save = form.onSubmit(async (values) => {
    const refused = await submit(values)
    if (refused) form.setErrors(Object.fromEntries(refused.fields.map(({ path, message }) => [path.split('.')[0] ?? '', message])))
  })
  if (made) return <ShownSecret {...made} onDone={onClose} />
  return (
    <DrawerForm refused={failed?.fields.length === 0 ? explained(failed, 'The new token').title : null} send="Make token" busy={form.submitting} onSubmit={save} onCancel={onClose}>
      <TextInput label="What it is for" placeholder="Data warehouse" data-autofocus withAsterisk autoComplete="off" {...form.getInputProps('name')} />
      <Select label="It holds for" data={lifetimes} {...form.getInputProps('lifetime')} />
      <NumberInput
        label="Budget a minute"
        description="In points: one is about a field that is read. Left empty: as much as any program may."
        min={1}
        allowDecimal={false}
        thousandSeparator=","
        {...form.getInputProps('minuteBudget')}
      />
      <ScopePicker
        scopes={me.permissions}
        chosen={form.values.scopes}
        onChange={(scopes) => form.setFieldValue('scopes', scopes)}
        error={typeof form.errors.scopes === 'string' ? form.errors.scopes : null}
      />
    </DrawerForm>
  )
}
