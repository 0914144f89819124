import type { Person } from '../../lib/person'
import { usePeople } from '../../lib/use-people'
import { PersonSelect } from '../../ui/PersonSelect'

interface Props {
  label: string
  value: string | null
  onChange: (person: Person | null) => void
  error?: string | null
  placeholder?: string
  labelHidden?: boolean
}

/** One of the firm's people, found by name. */
export const UserSelect = (props: Props) => <PersonSelect people={usePeople({ chosenId: props.value })} {...props} />
