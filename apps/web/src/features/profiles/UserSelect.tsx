import { useQuery } from '@apollo/client/react'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { UsersDocument } from '../../generated/graphql'
import { useSession } from '../../lib/session'

export interface Person {
  id: string
  name: string
}

interface Props {
  label: string
  value: string | null
  onChange: (person: Person | null) => void
  error?: string | null
  placeholder?: string
  labelHidden?: boolean
}

/** One of the firm's people, found by name. */
export function UserSelect({ label, value, onChange, error = null, placeholder = 'Find by name', labelHidden = false }: Props) {
  const { me } = useSession()
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 150)
  const { data, previousData, error: refused } = useQuery(UsersDocument, { variables: { search: settled.trim() || null, first: 50 } })
  const users = (data ?? previousData)?.users?.nodes?.filter(({ active }) => active) ?? []
  const known = users.some(({ id }) => id === me.id) || settled !== '' ? users : [{ id: me.id, name: me.name }, ...users]
  return (
    <Select
      label={labelHidden ? undefined : label}
      aria-label={label}
      data={known.map(({ id, name }) => ({ value: id, label: id === me.id ? `${name} (you)` : name }))}
      value={value}
      onChange={(id) => onChange(known.find((user) => user.id === id) ?? null)}
      searchable
      clearable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      placeholder={placeholder}
      nothingFoundMessage={refused ? 'The list of people did not load' : 'Nobody of that name'}
      error={error}
      comboboxProps={{ withinPortal: false, shadow: 'md' }}
    />
  )
}
