import { Checkbox } from '@mantine/core'
import { memo, type MouseEvent } from 'react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths'
import { Chips } from '../../ui/Chips'
import { Initials } from '../../ui/Initials'
import { RelativeTime } from '../../ui/RelativeTime'
import { StageSteps } from '../../ui/StageSteps'
import { StatusMark } from '../../ui/StatusMark'
import classes from './ClientTable.module.css'
import type { ListedClient } from './use-client-list'

interface Props {
  client: ListedClient
  index: number
  top: number
  height: number
  active: boolean
  /** Where Tab enters the list. */
  reached: boolean
  selected: boolean
  onActivate: (index: number) => void
  onSelect: (index: number, event: { range: boolean }) => void
}

function LastContact({ client }: { client: ListedClient }) {
  if (!client.engagement) return null
  const { lastContactAt } = client.engagement
  return lastContactAt ? <RelativeTime at={lastContactAt} /> : <span className={classes.none}>None yet</span>
}

/** One client of the list. The row is the link's target too, so that it can be opened anywhere in it. */
export const ClientRow = memo(function ClientRow({ client, index, top, height, active, reached, selected, onActivate, onSelect }: Props) {
  const tabIndex = reached ? 0 : -1
  const pick = (event: MouseEvent) => onSelect(index, { range: event.shiftKey })
  return (
    <div
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onFocus={() => onActivate(index)}
    >
      <span className={classes.check} role="gridcell" onClick={pick}>
        <Checkbox checked={selected} readOnly tabIndex={tabIndex} aria-label={`Select ${client.displayName}`} />
      </span>
      <span className={classes.name} role="gridcell">
        <Link to={paths.client(client.id)} tabIndex={tabIndex} data-row={index} title={client.displayName}>
          {client.displayName}
        </Link>
      </span>
      <span className={`${classes.reference} mono`} role="gridcell">
        {client.reference}
      </span>
      <span className={classes.stage} role="gridcell">
        <StageSteps stage={client.lifecycleStage} />
      </span>
      <span className={classes.status} role="gridcell">
        <StatusMark status={client.status} />
      </span>
      <span className={classes.owner} role="gridcell" title={client.owner?.name ?? ''}>
        {client.owner ? (
          <>
            <Initials name={client.owner.name} size={18} />
            <span className={classes.cut}>{client.owner.name}</span>
          </>
        ) : (
          <span className={classes.none}>Nobody</span>
        )}
      </span>
      <span className={classes.tags} role="gridcell">
        <Chips words={client.tags} most={2} />
      </span>
      <span className={classes.contact} role="gridcell">
        <LastContact client={client} />
      </span>
    </div>
  )
})
