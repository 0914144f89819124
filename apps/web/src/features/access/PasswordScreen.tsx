import { notifications } from '@mantine/notifications'
import { useSession } from '../../lib/session'
import classes from '../../ui/Listing.module.css'
import { PasswordForm } from './PasswordForm'

/** One's own password. */
export function PasswordScreen() {
  const { me } = useSession()
  return (
    <div className={classes.narrow}>
      <PasswordForm
        currentLabel="Present password"
        email={me.email ?? ''}
        onChanged={() => notifications.show({ message: 'Password set. All other sessions have ended.' })}
      />
      <p className={classes.aside}>A password does not age. Change it when somebody else may know it.</p>
    </div>
  )
}
