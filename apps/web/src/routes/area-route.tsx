import type { RouteObject } from 'react-router'
import type { Area, Tab } from '../pages/areas'
import { RouteFailure } from './RouteFailure'

const tabRoute = ({ path, screen }: Tab): RouteObject => ({ path, ErrorBoundary: RouteFailure, lazy: async () => ({ Component: await screen() }) })

/** The routes of an area: its frame, and in it the screen of each tab, fetched side by side. */
export const routeOf = (area: Area): RouteObject => ({
  path: area.path,
  lazy: async () => {
    const { AreaPage } = await import('../pages/AreaPage')
    return { element: <AreaPage area={area} /> }
  },
  children: area.tabs.map(tabRoute),
})
