import { Button } from '@mantine/core'
import { PasswordForm } from '../features/access/PasswordForm'
import { usePageHead } from '../lib/page-head'
import type { Session } from '../lib/session'
import { Mark } from '../ui/frame/Mark'
import classes from './SignInPage.module.css'

interface Props {
  session: Session
  onChanged: () => void
}

/** Between signing in with a password that an administrator gave, and everything else. */
export function FirstPasswordPage({ session: { me, signOut }, onChanged }: Props) {
  usePageHead([{ label: 'Choose a password' }])
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <Mark size={28} />
          <h1 className={classes.title}>Choose your password</h1>
        </div>
        <p className={classes.help}>The one you signed in with was given to you, {me.name}. It is used up once you set your own.</p>
        <PasswordForm currentLabel="The password that you were given" email={me.email ?? ''} onChanged={onChanged} />
        <Button variant="subtle" onClick={() => void signOut()}>
          Sign out
        </Button>
      </div>
    </main>
  )
}
