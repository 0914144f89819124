import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { Suspense, useMemo } from 'react'
import type { ClientSortField } from '../../generated/graphql'
import { useKeys } from '../../lib/keys'
import { lazyPart } from '../../lib/lazy-part'
import { formatCount } from '../../lib/number'
import { may, useSession } from '../../lib/session'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { Kbd } from '../../ui/Kbd'
import classes from './ClientList.module.css'
import { ClientTable } from './ClientTable'
import { EmptyList } from './EmptyList'
import { sortedBy, type ListState } from './list-state'
import { ListFilters } from './ListFilters'
import { useClientList, type ClientListing } from './use-client-list'
import { useListState } from './use-list-state'
import { useSelection, type Selection } from './use-selection'

const SelectionBar = lazyPart(async () => (await import('./SelectionBar')).SelectionBar)
const NewClientDrawer = lazyPart(async () => (await import('./NewClientDrawer')).NewClientDrawer)

const titleOf = ({ whose }: ListState, ownerName: string | null) => {
  if (whose === 'mine') return 'My clients'
  return whose === 'all' ? 'All clients' : ownerName ? `Clients of ${ownerName}` : 'Clients'
}

const countOf = ({ loaded, total, failed }: ClientListing) => (!loaded || failed ? '' : total === null ? '10,000+' : formatCount(total))

/** The clients that the reader looks after, or may see: searched, narrowed, sorted, selected, opened. */
export function ClientList() {
  const [state, change] = useListState()
  const listing = useClientList(state)
  const selection = useSelection()
  const [isNew, newClient] = useDisclosure(false)
  const knownTags = useMemo(() => [...new Set(listing.clients.flatMap(({ tags }) => tags))].sort(), [listing.clients])
  const ownerName = listing.clients.find(({ owner }) => owner?.id === state.whose)?.owner?.name ?? null
  const mayWrite = may(useSession().me, 'clients:write')
  useKeys([{ keys: 'n', label: 'New client', group: 'Clients', run: newClient.open, disabled: !mayWrite }])
  return (
    <section className={classes.list} aria-label="Clients">
      <div className={classes.head}>
        <h1 className={classes.title}>
          {titleOf(state, ownerName)}
          <span className={classes.count} role="status">
            {countOf(listing)}
          </span>
          {listing.changed > 0 && (
            <button type="button" className={classes.changed} onClick={listing.reload}>
              {formatCount(listing.changed)} changed · Show
            </button>
          )}
        </h1>
        {mayWrite && (
          <Button leftSection={<IconPlus size={14} />} rightSection={<Kbd keys="n" />} onClick={newClient.open}>
            New client
          </Button>
        )}
      </div>
      {selection.ids.size > 0 ? (
        <Suspense fallback={<div className={classes.selection} />}>
          <SelectionBar listing={listing} selection={selection} state={state} knownTags={knownTags} />
        </Suspense>
      ) : (
        <ListFilters state={state} onChange={change} knownTags={knownTags} ownerName={ownerName} />
      )}
      <Body listing={listing} selection={selection} state={state} onChange={change} onNew={newClient.open} />
      <Foot listing={listing} />
      <Suspense fallback={null}>{isNew && <NewClientDrawer opened onClose={newClient.close} knownTags={knownTags} />}</Suspense>
    </section>
  )
}

interface BodyProps {
  listing: ClientListing
  selection: Selection
  state: ListState
  onChange: (change: Partial<ListState>) => void
  onNew: () => void
}

function Body({ listing, selection, state, onChange, onNew }: BodyProps) {
  if (listing.failed) {
    return <FailureNote failed={listing.failed} what="The client list" onRetry={listing.reload} />
  }
  if (!listing.loaded) return <GreyRows label="clients" rows={24} height={28} />
  if (listing.clients.length === 0) return listing.renewing ? null : <EmptyList state={state} onChange={onChange} onNew={onNew} />
  const sortBy = (field: ClientSortField) => onChange(sortedBy(state, field))
  return <ClientTable listing={listing} selection={selection} sort={state.sort} onSort={sortBy} />
}

const hints = [
  ['j', 'Next'],
  ['k', 'Previous'],
  ['Enter', 'Open'],
  ['x', 'Select'],
  ['?', 'All keys'],
] as const

function Foot({ listing }: { listing: ClientListing }) {
  return (
    <footer className={classes.foot}>
      {hints.map(([keys, label]) => (
        <span key={keys}>
          <Kbd keys={keys} /> {label}
        </span>
      ))}
      {listing.hasMore && <span className={classes.loaded}>{formatCount(listing.clients.length)} loaded</span>}
    </footer>
  )
}
