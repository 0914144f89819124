import { useMutation } from '@apollo/client/react'
import { ChangePasswordDocument, MySessionsDocument, SignedInPersonDocument } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'

/** Sets one's own password; null when it is set, or why it is not. */
export function useChangePassword() {
  const [change] = useMutation(ChangePasswordDocument, { refetchQueries: [SignedInPersonDocument, MySessionsDocument] })
  return async (currentPassword: string, newPassword: string): Promise<Failure | null> => {
    try {
      await change({ variables: { input: { currentPassword, newPassword } } })
      return null
    } catch (error) {
      return toFailure(error)
    }
  }
}
