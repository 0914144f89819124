import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { ChosenPersonDocument, PeopleDocument } from '../generated/graphql'
import { personLabel, type Person } from './person'
import { useSession } from './session'
import { useQuery } from './use-query'

/** The firm's people by a search, to choose from. */
export interface People {
  search: string
  onSearch: (search: string) => void
  /** Those found, oneself among them as long as nothing is searched. */
  found: readonly Person[]
  /** Who is chosen, wherever in the list that is. */
  chosen: Person | null
  /** The list did not load. */
  refused: boolean
  /** Who is at the page. */
  meId: string
}

/** @param options.withInactive also people who may no more sign in. @param options.chosenId who is chosen already. */
export function usePeople({ withInactive = false, chosenId = null as string | null } = {}): People {
  const { me } = useSession()
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search.trim(), 150)
  const chosen = useQuery(ChosenPersonDocument, { variables: { id: chosenId ?? '' }, skip: chosenId === null }).data?.user ?? null
  // What stands in the field is who is chosen, and no search.
  const asked = chosen !== null && settled === personLabel(chosen, me.id) ? '' : settled
  const { data, previousData, error } = useQuery(PeopleDocument, { variables: { search: asked || null, first: 50 } })
  const users = (data ?? previousData)?.users?.nodes?.filter(({ active }) => active || withInactive) ?? []
  const found = users.some(({ id }) => id === me.id) || asked !== '' ? users : [{ id: me.id, name: me.name }, ...users]
  return { search, onSearch: setSearch, found, chosen, refused: error !== undefined, meId: me.id }
}
