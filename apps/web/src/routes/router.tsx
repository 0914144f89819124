import { createBrowserRouter, Navigate, type RouteObject } from 'react-router'
import { paths } from '../lib/paths'
import { areas } from '../pages/areas'
import { routeOf } from './area-route'
import { RouteFailure } from './RouteFailure'
import { SignedIn } from './SignedIn'

const routes: RouteObject[] = [
  {
    ErrorBoundary: RouteFailure,
    HydrateFallback: () => null,
    children: [
      { path: paths.signIn, lazy: async () => ({ Component: (await import('../pages/SignInPage')).SignInPage }) },
      {
        Component: SignedIn,
        children: [
          {
            ErrorBoundary: RouteFailure,
            children: [
              { path: paths.home, element: <Navigate to={paths.clients} replace /> },
              { path: paths.clients, lazy: async () => ({ Component: (await import('../pages/ClientsPage')).ClientsPage }) },
              { path: paths.clientPattern, lazy: async () => ({ Component: (await import('../pages/ClientPage')).ClientPage }) },
              { path: paths.import, lazy: async () => ({ Component: (await import('../pages/ImportPage')).ImportPage }) },
              ...Object.values(areas).map(routeOf),
              { path: '*', lazy: async () => ({ Component: (await import('../pages/NotFoundPage')).NotFoundPage }) },
            ],
          },
        ],
      },
    ],
  },
]

/** The page's routes; each screen is a bundle of its own, loaded when it is first asked for. */
export const makeRouter = () => createBrowserRouter(routes)
