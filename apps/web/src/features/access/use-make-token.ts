import { useMutation } from '@apollo/client/react'
import { useState } from 'react'
import { MakeTokenDocument, MyTokensDocument } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { expiryOf } from './scopes'

/** What a new token is asked for. */
export interface NewToken {
  name: string
  /** Days, or `none`. */
  lifetime: string
  scopes: string[]
  /** Points a minute; empty: as many as any credential may cost. */
  minuteBudget: number | ''
}

/** Makes a token; its secret is shown as long as the form is open, and is nowhere to be had afterwards. */
export function useMakeToken() {
  const [make] = useMutation(MakeTokenDocument, { refetchQueries: [MyTokensDocument], fetchPolicy: 'no-cache' })
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null)
  const [failed, setFailed] = useState<Failure | null>(null)
  const submit = async ({ name, lifetime, scopes, minuteBudget }: NewToken): Promise<Failure | null> => {
    setFailed(null)
    try {
      const { data } = await make({ variables: { input: { name, scopes, expiresAt: expiryOf(lifetime, new Date()), minuteBudget: minuteBudget || null } } })
      const secret = data?.createApiToken.token
      if (secret) setMade({ name, secret })
      return null
    } catch (error) {
      const why = toFailure(error)
      setFailed(why)
      return why
    }
  }
  return { submit, made, failed }
}
