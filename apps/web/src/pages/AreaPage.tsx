import { Navigate, Outlet, useLocation } from 'react-router'
import { failure } from '../lib/failure'
import { usePageHead } from '../lib/page-head'
import { useSession } from '../lib/session'
import { FailureNote } from '../ui/FailureNote'
import { TabRow } from '../ui/TabRow'
import classes from './AreaPage.module.css'
import { openTabs, type Area } from './areas'
import { NotFoundPage } from './NotFoundPage'

const isAt = (address: string, path: string) => address === path || address.startsWith(`${path}/`)

/** An area: its tabs, each at an address of its own, and the screen of the one that is open. Its own address leads to the first tab. */
export function AreaPage({ area }: { area: Area }) {
  const { me } = useSession()
  const { pathname } = useLocation()
  const tabs = openTabs(area, me)
  const tab = area.tabs.find(({ path }) => isAt(pathname, path))
  const [first] = tabs
  usePageHead([{ label: area.label, to: area.path }, ...(tab ? [{ label: tab.label }] : [])])
  if (!first) return <NotFoundPage />
  if (!tab) return <Navigate to={first.path} replace />
  return (
    <div className={classes.area}>
      <TabRow label={area.label} tabs={tabs} current={tab.path} />
      <div className={classes.screen}>
        <h1 className="visually-hidden">{tab.label}</h1>
        {tabs.includes(tab) ? <Outlet /> : <FailureNote failed={failure('FORBIDDEN', '')} what={tab.label} />}
      </div>
    </div>
  )
}
