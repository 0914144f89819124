import { IconTableImport, IconUsers } from '@tabler/icons-react'
import { paths } from '../../lib/paths'

/** The places of the page, in the rail's order. `keys` leads there from anywhere. */
export const places = [
  { to: paths.clients, label: 'Clients', Icon: IconUsers, keys: 'h c' },
  { to: paths.import, label: 'Import', Icon: IconTableImport, keys: 'h i' },
] as const
