import { useApolloClient } from '@apollo/client/react'
import { lazy, Suspense, useMemo } from 'react'
import { Navigate, useLocation, useNavigate } from 'react-router'
import { signOut } from '../features/access/sign-in'
import { SignedInPersonDocument, type SignedInPersonQuery } from '../generated/graphql'
import { toFailure } from '../lib/failure'
import { paths, signInFrom } from '../lib/paths'
import { SessionContext, type Me, type Session } from '../lib/session'
import { useQuery } from '../lib/use-query'
import { forgetViewAs, viewedAs } from '../lib/view-as'
import { FailureNote } from '../ui/FailureNote'
import { PreviewBar } from '../ui/frame/PreviewBar'
import { AppFrame } from './AppFrame'

const FirstPasswordPage = lazy(async () => ({ default: (await import('../pages/FirstPasswordPage')).FirstPasswordPage }))

/** Seen with a user's eyes, "mine" is what is that user's. */
const meOf = ({ me }: SignedInPersonQuery): Me => ({
  id: viewedAs()?.as.match(/^user:(.+)$/)?.[1] ?? me.id,
  name: me.name,
  email: me.email ?? null,
  roles: me.roles ?? [],
  permissions: me.permissions ?? [],
})

function useSessionOf(me: Me | null): Session | null {
  const client = useApolloClient()
  const navigate = useNavigate()
  return useMemo(() => {
    if (!me) return null
    const leave = async () => {
      if (!(await signOut())) return
      forgetViewAs()
      await client.clearStore()
      await navigate(paths.signIn)
    }
    return { me, signOut: leave }
  }, [client, me, navigate])
}

/** Asks who is signed in before anything is shown; nobody is: to the sign-in page, and back here afterwards. */
export function SignedIn() {
  const { data, error, refetch } = useQuery(SignedInPersonDocument)
  const { pathname, search } = useLocation()
  const me = useMemo(() => (data?.me ? meOf(data) : null), [data])
  const session = useSessionOf(me)
  if (session && data?.me.mustChangePassword) {
    return (
      <Suspense fallback={null}>
        <FirstPasswordPage session={session} onChanged={() => void refetch()} />
      </Suspense>
    )
  }
  if (session) {
    return (
      <SessionContext value={session}>
        <AppFrame />
      </SessionContext>
    )
  }
  if (!error) return null
  const failed = toFailure(error)
  if (failed.code === 'UNAUTHENTICATED') return <Navigate to={signInFrom(pathname + search)} replace />
  return (
    <>
      <PreviewBar />
      <FailureNote failed={failed} what="BrokerSync" onRetry={() => void refetch()} />
    </>
  )
}
