import { useApolloClient } from '@apollo/client/react'
import { useLocation, useNavigate } from 'react-router'
import { SignInForm } from '../features/access/SignInForm'
import { usePageHead } from '../lib/page-head'
import { returnAddress } from '../lib/paths'
import { Mark } from '../ui/frame/Mark'
import classes from './SignInPage.module.css'

/** The way in; afterwards back to where the reader wanted to go. */
export function SignInPage() {
  usePageHead([{ label: 'Sign in' }])
  const client = useApolloClient()
  const navigate = useNavigate()
  const { search } = useLocation()
  const enter = async () => {
    await client.clearStore()
    await navigate(returnAddress(search), { replace: true })
  }
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <Mark size={28} />
          <h1 className={classes.title}>Sign in to BrokerSync</h1>
        </div>
        <SignInForm onSignedIn={() => void enter()} />
        <p className={classes.help}>No account, or the password is lost? An administrator of your firm can help.</p>
      </div>
    </main>
  )
}
