import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { UsersDocument } from '../generated/graphql'
import { useSession } from './session'
import { useQuery } from './use-query'

/** One of the firm's people. */
export interface Person {
  id: string
  name: string
}

/** The firm's people by a search, to choose from. */
export interface People {
  search: string
  onSearch: (search: string) => void
  /** Those found, oneself among them as long as nothing is searched. */
  found: readonly Person[]
  /** The list did not load. */
  refused: boolean
  /** Who is at the page. */
  meId: string
}

/** @param options.withInactive also people who may no more sign in. */
export function usePeople({ withInactive = false } = {}): People {
  const { me } = useSession()
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 150)
  const { data, previousData, error } = useQuery(UsersDocument, { variables: { search: settled.trim() || null, first: 50 } })
  const users = (data ?? previousData)?.users?.nodes?.filter(({ active }) => active || withInactive) ?? []
  const found = users.some(({ id }) => id === me.id) || settled !== '' ? users : [{ id: me.id, name: me.name }, ...users]
  return { search, onSearch: setSearch, found, refused: error !== undefined, meId: me.id }
}
