import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { Suspense } from 'react'
import { Outlet, useNavigate } from 'react-router'
import { useKeys } from '../lib/keys'
import { lazyPart } from '../lib/lazy-part'
import { paths } from '../lib/paths'
import { useSession } from '../lib/session'
import { OfflineBar } from '../ui/frame/OfflineBar'
import { PreviewBar } from '../ui/frame/PreviewBar'
import { Rail } from '../ui/frame/Rail'
import { TopBar } from '../ui/frame/TopBar'
import classes from './AppFrame.module.css'
import { placesOf } from './places'

const KeySheet = lazyPart(async () => (await import('../ui/frame/KeySheet')).KeySheet)

type Fold = 'auto' | 'folded' | 'open'

/** The rail folds by itself where there is little room, until somebody decides otherwise. */
function useFold() {
  const narrow = useMediaQuery('(max-width: 1279px)', window.innerWidth < 1280, { getInitialValueInEffect: false })
  const [kept, keep] = useLocalStorage<Fold>({ key: 'brokersync.rail', defaultValue: 'auto', getInitialValueInEffect: false })
  const folded = kept === 'auto' ? narrow === true : kept === 'folded'
  return { folded, fold: () => keep(folded ? 'open' : 'folded') }
}

/** What surrounds each page of the signed-in part. */
export function AppFrame() {
  const { me, signOut } = useSession()
  const navigate = useNavigate()
  const [keysOpen, keys] = useDisclosure(false)
  const { folded, fold } = useFold()
  const search = () => void navigate(paths.clients, { state: { focusSearch: true } })
  const group = 'Anywhere'
  const places = placesOf(me)
  const jumps = places.map((place) => ({
    keys: place.keys,
    label: `Go to ${place.label.toLowerCase()}`,
    group,
    run: () => void navigate(place.to),
  }))
  useKeys(
    [
      { keys: '/', label: 'Search clients', group, run: search },
      ...jumps,
      { keys: '[', label: 'Fold the rail', group, run: fold },
      { keys: '?', label: 'This sheet', group, run: keys.open },
    ],
    { below: true },
  )
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <Rail me={me} places={places} folded={folded} onFold={fold} onSearch={search} onKeys={keys.open} onSignOut={() => void signOut()} />
      <div className={classes.column}>
        <TopBar me={me} places={places} onKeys={keys.open} onSignOut={() => void signOut()} />
        <PreviewBar />
        <OfflineBar />
        <main id="page" className={classes.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Suspense fallback={null}>{keysOpen && <KeySheet opened onClose={keys.close} />}</Suspense>
    </div>
  )
}
