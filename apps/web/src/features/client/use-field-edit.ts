import { useMutation } from '@apollo/client/react'
import { useState } from 'react'
import { SaveClientDocument, type UpdateClientInput } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import type { Profile } from './use-client'

type Part = Omit<UpdateClientInput, 'id' | 'version'>

export interface FieldEdit {
  saving: boolean
  failed: Failure | null
  /** The client as someone else has changed it meanwhile; null where there is no conflict. */
  theirs: Profile | null
  /** Says whether it was saved. `over` saves over what someone else set. */
  save: (part: Part, over?: Profile) => Promise<boolean>
  /** The server's fault of a field, by the end of its path. */
  faultOf: (path: string) => string | undefined
  reset: () => void
}

/** Saves one part of the profile against the version that the editor saw, so that nothing is overwritten unseen. */
export function useFieldEdit(profile: Profile, refetch: () => Promise<Profile | null>): FieldEdit {
  const [run, { loading }] = useMutation(SaveClientDocument)
  const [failed, setFailed] = useState<Failure | null>(null)
  const [theirs, setTheirs] = useState<Profile | null>(null)
  const reset = () => {
    setFailed(null)
    setTheirs(null)
  }
  const save = async (part: Part, over?: Profile) => {
    reset()
    try {
      await run({ variables: { input: { ...part, id: profile.id, version: (over ?? profile).version } } })
      return true
    } catch (error) {
      const failure = toFailure(error)
      if (failure.code === 'CONFLICT' && failure.currentVersion !== null) setTheirs(await refetch())
      else setFailed(failure)
      return false
    }
  }
  const faultOf = (path: string) =>
    failed?.fields.find((fault) => fault.path === path || fault.path.endsWith(`.${path}`))?.message
  return { saving: loading, failed, theirs, save, faultOf, reset }
}
