import { Checkbox, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ClientSortField } from '../../generated/graphql'
import { GreyRows } from '../../ui/GreyRows'
import { ClientRow } from './ClientRow'
import classes from './ClientTable.module.css'
import type { ListState } from './list-state'
import { MoreRows } from './MoreRows'
import type { ClientListing } from './use-client-list'
import { useHold } from './use-hold'
import { useRowKeys } from './use-row-keys'
import type { Selection } from './use-selection'

interface Props {
  listing: ClientListing
  selection: Selection
  sort: ListState['sort']
  onSort: (field: ClientSortField) => void
}

function SortHead({ field, label, sort, onSort }: { field: ClientSortField; label: string } & Pick<Props, 'sort' | 'onSort'>) {
  const isSorted = sort.field === field
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp
  return (
    <span role="columnheader" aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton className={classes.sort} onClick={() => onSort(field)}>
        {label}
        {isSorted && <Arrow size={12} stroke={2} aria-hidden />}
      </UnstyledButton>
    </span>
  )
}

function Head({ listing, selection, sort, onSort }: Props) {
  const picked = listing.clients.filter(({ id }) => selection.ids.has(id)).length
  const all = picked > 0 && picked === listing.clients.length
  const pickAll = () => (all ? selection.clear() : selection.add(listing.clients.map(({ id }) => id)))
  return (
    <div className={classes.head} role="row" aria-rowindex={1}>
      <span className={classes.check} role="columnheader" onClick={pickAll}>
        <Checkbox checked={all} indeterminate={picked > 0 && !all} readOnly aria-label="Select all that are loaded" />
      </span>
      <SortHead field="DISPLAY_NAME" label="Client" sort={sort} onSort={onSort} />
      <SortHead field="REFERENCE" label="Reference" sort={sort} onSort={onSort} />
      <span role="columnheader">Stage</span>
      <span className={classes.status} role="columnheader">Status</span>
      <span role="columnheader">Owner</span>
      <span className={classes.tags} role="columnheader">Tags</span>
      <span className={classes.contact} role="columnheader">Last contact</span>
    </div>
  )
}

/** Selecting with shift takes all rows from the one picked before. */
function usePicking({ clients }: ClientListing, selection: Selection) {
  const last = useRef(0)
  return useCallback(
    (index: number, { range }: { range: boolean }) => {
      const [from, to] = [Math.min(last.current, index), Math.max(last.current, index)]
      last.current = index
      if (range) return selection.add(clients.slice(from, to + 1).map(({ id }) => id))
      const client = clients[index]
      if (client) selection.toggle(client.id)
    },
    [clients, selection],
  )
}

/** The list itself: as many rows as fit are drawn, whatever their number; the next page is fetched before the end is met. */
export function ClientTable({ listing, selection, sort, onSort }: Props) {
  const { clients, hasMore, loadMore, moreFailed } = listing
  const scroll = useRef<HTMLDivElement>(null)
  const height = useMediaQuery('(max-width: 767px)', window.innerWidth < 768, { getInitialValueInEffect: false }) ? 60 : 28
  const [active, setActive] = useState(-1)
  const rows = useVirtualizer({ count: clients.length, estimateSize: () => height, getScrollElement: () => scroll.current, overscan: 12 })
  useEffect(() => rows.measure(), [rows, height])
  const pick = usePicking(listing, selection)
  useRowKeys({ clients, active, setActive, rows, scroll, pick })

  const items = rows.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const nearEnd = hasMore && !moreFailed && lastShown > clients.length - 40
  useEffect(() => {
    if (nearEnd) loadMore()
  }, [nearEnd, loadMore, clients.length])

  return (
    <div className={classes.table} role="grid" aria-label="Clients" aria-rowcount={hasMore ? -1 : clients.length + 1} aria-multiselectable>
      <Head listing={listing} selection={selection} sort={sort} onSort={onSort} />
      <div className={classes.scroll} ref={scroll} role="presentation" {...useHold(listing.hold)}>
        <div className={classes.body} role="rowgroup" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const client = clients[index]
            return client ? (
              <ClientRow
                key={client.id}
                client={client}
                index={index}
                top={start}
                height={height}
                active={index === active}
                reached={index === Math.max(active, 0)}
                selected={selection.ids.has(client.id)}
                onActivate={setActive}
                onSelect={pick}
              />
            ) : null
          })}
        </div>
        {hasMore && (
          <div role="row">
            <div role="gridcell">
              {moreFailed && <MoreRows failed={moreFailed} onRetry={loadMore} />}
              {!moreFailed && <GreyRows label="more clients" rows={3} height={height} />}
            </div>
          </div>
        )}
      </div>
    </div>
  )
}
