import { Select } from '@mantine/core'
import { personLabel, type Person } from '../lib/person'

interface Props {
  label: string
  /** Who can be chosen, found by a search, and who is. */
  people: { search: string; onSearch: (search: string) => void; found: readonly Person[]; chosen: Person | null; refused: boolean; meId: string }
  value: string | null
  onChange: (person: Person | null) => void
  error?: string | null
  placeholder?: string
  labelHidden?: boolean
}

/** One of the firm's people, found by name. Who is chosen is named also where the list does not reach. */
export function PersonSelect({ label, people: { search, onSearch, found, chosen, refused, meId }, value, onChange, error = null, placeholder = 'Find by name', labelHidden = false }: Props) {
  const listed = new Set(found.map(({ id }) => id))
  const known = chosen === null || chosen.id !== value || listed.has(chosen.id) ? found : [...found, chosen]
  return (
    <Select
      label={labelHidden ? undefined : label}
      aria-label={label}
      data={known.map((person) => ({ value: person.id, label: personLabel(person, meId) }))}
      value={value}
      onChange={(id) => onChange(known.find((user) => user.id === id) ?? null)}
      searchable
      clearable
      searchValue={search}
      onSearchChange={onSearch}
      filter={({ options }) => options.filter((option) => 'value' in option && listed.has(String(option.value)))}
      placeholder={placeholder}
      nothingFoundMessage={refused ? 'The list of people did not load' : 'Nobody of that name'}
      error={error}
      comboboxProps={{ withinPortal: false, shadow: 'md' }}
    />
  )
}
