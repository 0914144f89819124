import { Button, Progress } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMemo, useState } from 'react'
import { explained, toFailure } from '../../lib/failure'
import { useKeys } from '../../lib/keys'
import { formatCount, plural } from '../../lib/number'
import { useSession } from '../../lib/session'
import { Kbd } from '../../ui/Kbd'
import { AssignPopover } from './AssignPopover'
import classes from './ClientList.module.css'
import { toVariables, type ListState } from './list-state'
import { TagPopover } from './TagPopover'
import type { ClientListing } from './use-client-list'
import { useAllIds } from './use-all-ids'
import { useBulk } from './use-bulk'
import type { Selection } from './use-selection'

interface Props {
  listing: ClientListing
  selection: Selection
  state: ListState
  knownTags: readonly string[]
}

/** Stands in place of the filters while clients are selected: what can be done with them. */
export function SelectionBar({ listing, selection, state, knownTags }: Props) {
  const bulk = useBulk(listing.reload)
  const ids = useMemo(() => [...selection.ids], [selection.ids])
  useKeys([{ keys: 'Escape', label: 'Let the selection go', group: 'Clients', run: selection.clear }])
  return (
    <div className={classes.selection} role="toolbar" aria-label="Selected clients">
      <span className={classes.picked} role="status">
        {formatCount(ids.length)} selected
      </span>
      <SelectAll listing={listing} selection={selection} state={state} />
      <AssignPopover disabled={bulk.progress !== null} onAssign={async (owner) => (await bulk.assign(ids, owner)) && selection.clear()} />
      <TagPopover disabled={bulk.progress !== null} knownTags={knownTags} onTag={(change) => bulk.tag(ids, change)} />
      {bulk.progress && (
        <Progress
          w={160}
          value={(100 * bulk.progress.done) / bulk.progress.all}
          aria-label={`${formatCount(bulk.progress.done)} of ${plural(bulk.progress.all, 'client')}`}
        />
      )}
      <Button variant="subtle" ml="auto" onClick={selection.clear} rightSection={<Kbd keys="Escape" />}>
        Let go
      </Button>
    </div>
  )
}

function SelectAll({ listing, selection, state }: Omit<Props, 'knownTags'>) {
  const { me } = useSession()
  const [finding, setFinding] = useState(false)
  const findAll = useAllIds(useMemo(() => toVariables(state, me.id), [state, me.id]))
  const total = listing.total ?? 10_000
  if (selection.ids.size >= total || (!listing.hasMore && selection.ids.size >= listing.clients.length)) return null
  const all = async () => {
    setFinding(true)
    try {
      selection.add(await findAll())
    } catch (error) {
      const { title, advice } = explained(toFailure(error), 'The selection')
      notifications.show({ color: 'red', title, message: advice })
    } finally {
      setFinding(false)
    }
  }
  return (
    <Button variant="subtle" loading={finding} onClick={() => void all()}>
      {listing.total === null ? 'Select the first 10,000' : `Select all ${formatCount(total)}`}
    </Button>
  )
}
