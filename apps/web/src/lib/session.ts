import { createContext, useContext } from 'react'

export type Role = 'ADMIN' | 'MANAGER' | 'BROKER' | 'ASSISTANT' | 'COMPLIANCE' | 'ANALYST' | 'INTEGRATION'

/** Who is signed in. */
export interface Me {
  id: string
  name: string
  email: string | null
  roles: Role[]
  /** What this person may do, as the server names it. */
  permissions: string[]
}

export interface Session {
  me: Me
  signOut: () => Promise<void>
}

export const SessionContext = createContext<Session | null>(null)

/** The session of the person at the page. Only inside of the signed-in part. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession stands outside of the signed-in part of the page')
  return session
}

/** Whether this person has a permission of the server's list, as `clients:assign`; on which records, the server decides. */
export const may = (me: Me, permission: string): boolean => me.permissions.includes(permission)
