import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconKeyboard, IconMenu2, IconSunMoon } from '@tabler/icons-react'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { useCrumbs, useHeading } from '../../lib/page-head'
import type { Me } from '../../lib/session'
import { AccountMenu, SchemeItems } from './AccountMenu'
import { LiveDot } from './LiveDot'
import type { Place } from './nav'
import classes from './TopBar.module.css'

interface Props {
  me: Me
  places: readonly Place[]
  onKeys: () => void
  onSignOut: () => void
}

function Crumbs() {
  const crumbs = useCrumbs()
  return (
    <nav className={classes.crumbs} aria-label="Where you are" data-heading={useHeading() ?? undefined}>
      {crumbs.map(({ label, to }, index) => (
        <Fragment key={`${index} ${label}`}>
          {index > 0 && (
            <span className={classes.slash} aria-hidden>
              /
            </span>
          )}
          {to ? (
            <Link to={to} aria-label={label}>
              <IconChevronLeft className={classes.back ?? ''} size={20} stroke={1.5} aria-hidden />
              <span>{label}</span>
            </Link>
          ) : (
            <span aria-current="page" title={label}>
              {label}
            </span>
          )}
        </Fragment>
      ))}
    </nav>
  )
}

/** On a phone the rail's places are in the menu. */
const placeItems = (places: readonly Place[]) =>
  places.map(({ to, label, Icon }) => (
    <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={14} />}>
      {label}
    </Menu.Item>
  ))

/** Where the reader is, whether it is live, colours and keys. */
export function TopBar({ me, places, onKeys, onSignOut }: Props) {
  return (
    <header className={classes.bar}>
      <div className={classes.phoneMenu}>
        <AccountMenu me={me} onKeys={onKeys} onSignOut={onSignOut} top={placeItems(places)}>
          <ActionIcon variant="subtle" size={44} aria-label="Menu">
            <IconMenu2 size={20} stroke={1.5} />
          </ActionIcon>
        </AccountMenu>
      </div>
      <Crumbs />
      <div className={classes.right}>
        <LiveDot />
        <span className={classes.rule} />
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <ActionIcon className={classes.tool ?? ''} variant="subtle" size={26} aria-label="Colours" title="Colours">
              <IconSunMoon size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <SchemeItems />
          </Menu.Dropdown>
        </Menu>
        <Tooltip label="Keys (?)">
          <ActionIcon className={classes.tool ?? ''} variant="subtle" size={26} aria-label="Keys" onClick={onKeys}>
            <IconKeyboard size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  )
}
