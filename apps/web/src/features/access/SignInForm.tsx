import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { Refused } from '../../ui/Refused'
import classes from './SignInForm.module.css'
import { refusal, signIn } from './sign-in'

const required = (what: string) => (value: string) => (value.trim() === '' ? `Enter your ${what}.` : null)

/** Asks for email and password; `onSignedIn` is called once the session's cookie is set. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [refused, setRefused] = useState<string | null>(null)
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { email: required('email'), password: required('password') },
  })
  const submit = form.onSubmit(async ({ email, password }) => {
    setRefused(null)
    const failed = await signIn(email.trim(), password)
    if (!failed) return onSignedIn()
    setRefused(refusal(failed))
    form.getInputNode('password')?.focus()
  })
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput {...form.getInputProps('email')} label="Email" type="email" autoComplete="username" autoFocus size="sm" />
      <PasswordInput {...form.getInputProps('password')} label="Password" autoComplete="current-password" size="sm" />
      {refused && <Refused>{refused}</Refused>}
      <Button type="submit" size="sm" loading={form.submitting}>
        Sign in
      </Button>
    </form>
  )
}
