import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { ChosenClientDocument, ClientChoicesDocument } from '../../generated/graphql'
import { useQuery } from '../../lib/use-query'

interface Props {
  label: string
  labelHidden?: boolean
  /** A client's id, which may come out of a link; null for none. */
  value: string | null
  onChange: (clientId: string | null) => void
  placeholder?: string
  error?: string | null
}

const labelOf = ({ displayName, reference }: { displayName: string; reference: string }) => `${displayName} (${reference})`

/** What the chosen client is called; nothing is known of one that is erased or not open to the reader. */
function useChosen(value: string | null) {
  const { data, loading } = useQuery(ChosenClientDocument, { variables: { id: value ?? '' }, skip: value === null })
  if (value === null) return null
  return { value, label: data?.client ? labelOf(data.client) : loading ? '…' : 'A client that is not open to you' }
}

/** One client, found by name or reference. Clients are looked up only once somebody looks for one, since each look is on record. */
export function ClientSelect({ label, labelHidden = false, value, onChange, placeholder = 'Find by name or reference', error = null }: Props) {
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState(false)
  const [settled] = useDebouncedValue(search, 150)
  const chosen = useChosen(value)
  const asked = settled === chosen?.label ? '' : settled.trim()
  const { data, previousData } = useQuery(ClientChoicesDocument, { variables: { search: asked || null }, skip: !opened })
  const found = ((data ?? previousData)?.clients.nodes ?? []).map((client) => ({ value: client.id, label: labelOf(client) }))
  return (
    <Select
      label={labelHidden ? undefined : label}
      aria-label={label}
      data={chosen === null || found.some((one) => one.value === chosen.value) ? found : [chosen, ...found]}
      value={value}
      onChange={onChange}
      onDropdownOpen={() => setOpened(true)}
      searchable
      clearable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      placeholder={placeholder}
      nothingFoundMessage="No client of that name"
      error={error}
      comboboxProps={{ withinPortal: false, shadow: 'md', width: 300, position: 'bottom-start' }}
    />
  )
}
