import { IconTableImport, IconUsers } from '@tabler/icons-react'
import { paths } from '../lib/paths'
import { may, type Me } from '../lib/session'
import { areas, openTabs } from '../pages/areas'
import type { Place } from '../ui/frame/nav'

/** With the permission without which the place is empty. */
const pages: readonly (Place & { needs: string })[] = [
  { to: paths.clients, label: 'Clients', Icon: IconUsers, keys: 'h c', needs: 'clients:read' },
  { to: paths.import, label: 'Import', Icon: IconTableImport, keys: 'h i', needs: 'imports:read' },
]

// One's own account is reached from the menu under one's name.
const inRail = [areas.desk, areas.firm, areas.compliance]

/** The places of the page that are open to this person, in the rail's order; an area where no tab is open is none. */
export const placesOf = (me: Me): readonly Place[] => [
  ...pages.filter(({ needs }) => may(me, needs)),
  ...inRail.filter((area) => openTabs(area, me).length > 0).map(({ path, label, Icon, keys }) => ({ to: path, label, Icon, keys })),
]
