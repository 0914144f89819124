import { MultiSelect, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { NoteVisibility } from '../../../generated/graphql'
import type { Person } from '../../../lib/person'
import { usePeople } from '../../../lib/use-people'
import { isPending } from '../pending'
import { About } from './About'
import { useDraft } from './drafts'
import type { FormProps } from './form-props'
import { useStamp } from './use-stamp'

const visibilities: readonly { value: NoteVisibility; label: string }[] = [
  { value: 'ALL', label: 'Whoever sees the client' },
  { value: 'TEAM', label: 'My team' },
  { value: 'PRIVATE', label: 'Only me' },
]

/** A note, about the item that was selected where there is one: who may read it, and who is told of it. */
export function NoteForm({ clientId, about, recording, draftRef }: FormProps) {
  const target = about && !isPending(about) ? about : null
  const { value, change, clear } = useDraft<{ body: string; visibility: NoteVisibility; mentions: readonly Person[] }>(
    { clientId, form: 'note', about: target?.id ?? null },
    () => ({ body: '', visibility: 'ALL', mentions: [] }),
  )
  const stamp = useStamp(value.body)
  draftRef.current = () => ({
    kind: 'note',
    input: { clientId, body: value.body.trim(), aboutId: target?.id ?? null, visibility: value.visibility, mentionIds: value.mentions.map(({ id }) => id), occurredAt: stamp() },
  })
  recording.onceSaved(clear)
  return (
    <>
      <About about={target} />
      <Textarea
        aria-label="Note"
        data-autofocus
        required
        autosize
        minRows={5}
        maxRows={16}
        value={value.body}
        error={recording.faultOf('body') ?? recording.faultOf('aboutId')}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <Mentions chosen={value.mentions} onChange={(mentions) => change({ mentions })} error={recording.faultOf('mentionIds')} />
      <Select
        label="For"
        data={[...visibilities]}
        value={value.visibility}
        description={value.visibility === 'PRIVATE' && value.mentions.length > 0 ? 'And for whom you mention.' : undefined}
        onChange={(next) => change({ visibility: (next ?? 'ALL') as NoteVisibility })}
      />
    </>
  )
}

function Mentions({ chosen, onChange, error }: { chosen: readonly Person[]; onChange: (people: readonly Person[]) => void; error: string | undefined }) {
  const { search, onSearch, found, meId } = usePeople()
  // Closed once somebody is chosen, so that it does not lie over what comes below.
  const [opened, setOpened] = useState(false)
  const known = [...chosen, ...found.filter(({ id }) => id !== meId && chosen.every((one) => one.id !== id))]
  return (
    <MultiSelect
      label="Mention"
      placeholder={chosen.length === 0 ? 'Find by name' : ''}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen.map(({ id }) => id)}
      onChange={(ids) => onChange(known.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name })))}
      searchable
      searchValue={search}
      onSearchChange={onSearch}
      nothingFoundMessage="Nobody of that name"
      hidePickedOptions
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      onOptionSubmit={() => setOpened(false)}
      maxValues={100}
      error={error}
      comboboxProps={{ withinPortal: false, shadow: 'md' }}
    />
  )
}
