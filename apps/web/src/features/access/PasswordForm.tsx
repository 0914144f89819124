import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { explained, type Failure } from '../../lib/failure'
import { Refused } from '../../ui/Refused'
import classes from './SignInForm.module.css'
import { useChangePassword } from './use-change-password'

interface Props {
  /** What the present password is called: one's own, or the one that an administrator gave. */
  currentLabel: string
  email: string
  onChanged: () => void
}

const empty = { currentPassword: '', newPassword: '', again: '' }

const sentenceOf = (failed: Failure) => (failed.code === 'RATE_LIMITED' ? 'Too many tries. Wait a minute, then try again.' : explained(failed, 'The new password').title.replace('did not load', 'was not saved'))

/** "must have …" of the server's sentences, as one that stands below its field. */
const asSentence = (message: string) => `It ${message.split(';')[0]}.${message.includes(';') ? ` Choose another.` : ''}`

/** The present password and the next one, twice. The server decides whether it will do. */
export function PasswordForm({ currentLabel, email, onChanged }: Props) {
  const change = useChangePassword()
  const [refused, setRefused] = useState<string | null>(null)
  const form = useForm({
    initialValues: empty,
    validate: {
      currentPassword: (value) => (value === '' ? 'Enter it.' : null),
      newPassword: (value) => (value === '' ? 'Enter the new password.' : null),
      again: (value, { newPassword }) => (value === newPassword ? null : 'The two are not the same.'),
    },
  })
  const save = form.onSubmit(async ({ currentPassword, newPassword }) => {
    setRefused(null)
    const failed = await change(currentPassword, newPassword)
    if (!failed) {
      form.reset()
      return onChanged()
    }
    form.setErrors(Object.fromEntries(failed.fields.map(({ path, message }) => [path, asSentence(message)])))
    if (failed.fields.length === 0) setRefused(sentenceOf(failed))
  })
  return (
    <form className={classes.form} onSubmit={save} noValidate>
      {refused && <Refused>{refused}</Refused>}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput label={currentLabel} autoComplete="current-password" size="sm" {...form.getInputProps('currentPassword')} />
      <PasswordInput
        label="New password"
        description="Four or more words that only you put together are easy to type and hard to guess. Spaces count; symbols are not needed."
        autoComplete="new-password"
        size="sm"
        {...form.getInputProps('newPassword')}
      />
      <PasswordInput label="New password once more" autoComplete="new-password" size="sm" {...form.getInputProps('again')} />
      <div>
        <Button type="submit" size="sm" loading={form.submitting}>
          Set password
        </Button>
      </div>
    </form>
  )
}
