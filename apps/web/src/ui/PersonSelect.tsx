import { Select } from '@mantine/core'

interface Person {
  id: string
  name: string
}

interface Props {
  label: string
  /** Who can be chosen, found by a search. */
  people: { search: string; onSearch: (search: string) => void; found: readonly Person[]; refused: boolean; meId: string }
  value: string | null
  onChange: (person: Person | null) => void
  error?: string | null
  placeholder?: string
  labelHidden?: boolean
}

/** One of the firm's people, found by name. */
export function PersonSelect({ label, people: { search, onSearch, found, refused, meId }, value, onChange, error = null, placeholder = 'Find by name', labelHidden = false }: Props) {
  return (
    <Select
      label={labelHidden ? undefined : label}
      aria-label={label}
      data={found.map(({ id, name }) => ({ value: id, label: id === meId ? `${name} (you)` : name }))}
      value={value}
      onChange={(id) => onChange(found.find((user) => user.id === id) ?? null)}
      searchable
      clearable
      searchValue={search}
      onSearchChange={onSearch}
      filter={({ options }) => options}
      placeholder={placeholder}
      nothingFoundMessage={refused ? 'The list of people did not load' : 'Nobody of that name'}
      error={error}
      comboboxProps={{ withinPortal: false, shadow: 'md' }}
    />
  )
}
