import { IconTableImport, IconUsers } from '@tabler/icons-react'
import { paths } from '../../lib/paths'
import { may, type Me } from '../../lib/session'

interface Place {
  to: string
  label: string
  Icon: typeof IconUsers
  /** Lead there from anywhere. */
  keys: string
  /** The permission without which the place is empty. */
  needs: string
}

const places: readonly Place[] = [
  { to: paths.clients, label: 'Clients', Icon: IconUsers, keys: 'h c', needs: 'clients:read' },
  { to: paths.import, label: 'Import', Icon: IconTableImport, keys: 'h i', needs: 'imports:read' },
]

/** The places of the page that are open to this person, in the rail's order. */
export const placesOf = (me: Me): readonly Place[] => places.filter(({ needs }) => may(me, needs))
