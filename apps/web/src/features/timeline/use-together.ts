import { createContext, useContext, useMemo } from 'react'
import { TimelineTogetherDocument, type RollUp } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'
import type { Entry } from './entry'

/** In which ways a client can be read together with others, and with whom it is now. */
export interface Together {
  offered: readonly { rollUp: RollUp; count: number }[]
  /** The others by their ids, while they are read together. */
  others: ReadonlyMap<string, string>
}

export function useTogether(clientId: string, rollUp: RollUp | null): Together {
  const { data } = useQuery(TimelineTogetherDocument, { variables: { id: clientId }, fetchPolicy: 'cache-and-network' })
  const client = data?.client
  return useMemo(() => {
    const members = { HOUSEHOLD: client?.household ?? [], COMPANY: client?.company ?? [] }
    const offered = (['HOUSEHOLD', 'COMPANY'] as const).map((one) => ({ rollUp: one, count: members[one].length })).filter((one) => one.count > 1 || one.rollUp === rollUp)
    const others = rollUp === null ? [] : members[rollUp].filter(({ id }) => id !== clientId)
    return { offered, others: new Map(others.map(({ id, displayName }) => [id, displayName])) }
  }, [client, clientId, rollUp])
}

/** The names of those who are read together with the client of the page. */
export const OthersContext = createContext<Together['others']>(new Map())

/** Whose an item is, where it is not the client's whose page it is on. */
export function useWhose({ client }: Entry): { id: string; name: string } | null {
  const name = useContext(OthersContext).get(client?.id ?? '')
  return client && name !== undefined ? { id: client.id, name } : null
}
