import { useMutation } from '@apollo/client/react'
import { useDebouncedValue } from '@mantine/hooks'
import { ChangeUserDocument, EndSessionsOfDocument, FirmTeamsDocument, FirmUsersDocument, GiveOneTimePasswordDocument, MakeUserDocument, type FirmUsersQuery, type Role } from '../../generated/graphql'
import { toFailure, type Failure } from '../../lib/failure'
import { useQuery } from '../../lib/use-query'

export type FirmUser = FirmUsersQuery['users']['nodes'][number]

/** What is said of a user in the form. */
export interface UserValues {
  name: string
  email: string
  roles: Role[]
  team: string
  active: boolean
}

interface Reading {
  /** Null while they are on their way. */
  users: readonly FirmUser[] | null
  failed: Failure | null
  refetch: () => void
  more: (() => void) | null
}

/** The firm's users of a name. */
export function useUsers(search: string): Reading {
  const [settled] = useDebouncedValue(search.trim(), 150)
  const { data, previousData, error, refetch, fetchMore } = useQuery(FirmUsersDocument, { variables: { search: settled || null, first: 50 }, fetchPolicy: 'cache-and-network' })
  const page = (data ?? previousData)?.users ?? null
  return {
    users: page?.nodes ?? null,
    failed: error && !page ? toFailure(error) : null,
    refetch: () => void refetch(),
    more: page?.pageInfo.hasNextPage ? () => void fetchMore({ variables: { after: page.pageInfo.endCursor ?? null } }) : null,
  }
}

/** The changes of one user. */
export function useUserChanges() {
  const refetchQueries = [FirmUsersDocument, FirmTeamsDocument]
  const [make] = useMutation(MakeUserDocument, { refetchQueries })
  const [change] = useMutation(ChangeUserDocument, { refetchQueries })
  const [give] = useMutation(GiveOneTimePasswordDocument, { fetchPolicy: 'no-cache' })
  const [end] = useMutation(EndSessionsOfDocument, { refetchQueries })
  const givePassword = async (userId: string): Promise<string> => {
    const { data } = await give({ variables: { input: { userId } } })
    return data?.setOneTimePassword.password ?? ''
  }
  return {
    givePassword,
    /** @returns the new user's one-time password, shown once; null where the user is made and the password could not be given. */
    async make({ name, email, roles, team }: UserValues): Promise<string | null> {
      const { data } = await make({ variables: { input: { name, email, roles, team: team.trim() || null } } })
      return data ? givePassword(data.createUser.id).catch(() => null) : null
    },
    change: ({ id, version }: FirmUser, { name, roles, team, active }: UserValues) =>
      change({ variables: { input: { id, version, name, roles, team: team.trim() || null, active } } }),
    endSessions: (userId: string) => end({ variables: { input: { userId } } }),
  }
}
