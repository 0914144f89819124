import { TagsInput } from '@mantine/core'
import type { Person } from '../../lib/person'
import { UserSelect } from './UserSelect'

interface TagProps {
  tags: string[]
  knownTags: readonly string[]
  onChange: (tags: string[]) => void
}

/** Tags that a client must all have. */
export function TagChoice({ tags, knownTags, onChange }: TagProps) {
  return (
    <TagsInput
      label="Clients with all of these"
      placeholder={tags.length > 0 ? '' : 'Type a tag, then Enter'}
      data={[...knownTags]}
      value={tags}
      onChange={onChange}
      data-autofocus
      comboboxProps={{ withinPortal: false }}
    />
  )
}

interface OwnerProps {
  ownerId: string | null
  onChange: (owner: Person | null) => void
}

/** One owner. */
export const OwnerChoice = ({ ownerId, onChange }: OwnerProps) => <UserSelect label="Owner" value={ownerId} onChange={onChange} />
