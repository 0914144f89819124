import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { NavLink } from 'react-router'
import type { Me } from '../../lib/session'
import { Initials } from '../Initials'
import { Kbd } from '../Kbd'
import { AccountMenu } from './AccountMenu'
import { Mark } from './Mark'
import type { Place } from './nav'
import classes from './Rail.module.css'

interface Props {
  me: Me
  places: readonly Place[]
  folded: boolean
  onFold: () => void
  onSearch: () => void
  onKeys: () => void
  onSignOut: () => void
}

/** The places of the page, and who is at it. Folded it shows icons alone. */
export function Rail({ me, places, folded, onFold, onSearch, onKeys, onSignOut }: Props) {
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const fold = folded ? 'Unfold the rail' : 'Fold the rail'
  return (
    <nav className={classes.rail} data-folded={folded || undefined} aria-label="Places">
      <div className={classes.brand}>
        <Mark />
        <span className={classes.word}>BrokerSync</span>
      </div>
      <UnstyledButton className={classes.search} onClick={onSearch} aria-label="Search clients">
        <IconSearch size={14} />
        <span className={classes.word}>Search</span>
        <span className={classes.word}>
          <Kbd keys="/" />
        </span>
      </UnstyledButton>
      <ul className={classes.places}>
        {places.map(({ to, label, Icon, keys }) => (
          <li key={to}>
            <Tooltip label={label} disabled={!folded} position="right">
              <NavLink className={classes.place ?? ''} to={to} title={folded ? '' : `${label} (${keys})`} aria-label={label}>
                <Icon size={16} stroke={1.75} />
                <span className={classes.word}>{label}</span>
              </NavLink>
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <AccountMenu me={me} onKeys={onKeys} onSignOut={onSignOut}>
          <UnstyledButton className={classes.account} title="Account" {...(folded ? { 'aria-label': me.name } : {})}>
            <Initials name={me.name} />
            <span className={classes.word}>{me.name}</span>
          </UnstyledButton>
        </AccountMenu>
        <Tooltip label={`${fold} ([)`}>
          <ActionIcon className={classes.fold ?? ''} variant="subtle" size={24} onClick={onFold} aria-label={fold}>
            <FoldIcon size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
    </nav>
  )
}
