import { Button, Menu, SegmentedControl } from '@mantine/core'
import { IconArrowsSort } from '@tabler/icons-react'
import { Suspense } from 'react'
import { enumLabel } from '../../lib/labels'
import { lazyPart } from '../../lib/lazy-part'
import { useSession } from '../../lib/session'
import type { Person } from '../../lib/person'
import { CheckList } from '../../ui/CheckList'
import { FilterPill } from '../../ui/FilterPill'
import { RadioList } from '../../ui/RadioList'
import classes from './ClientList.module.css'
import { isNarrowed, stages, statuses, widened, type ListState } from './list-state'
import { SearchBox } from './SearchBox'

const TagChoice = lazyPart(async () => (await import('./FilterChoices')).TagChoice)
const OwnerChoice = lazyPart(async () => (await import('./FilterChoices')).OwnerChoice)

interface Props {
  state: ListState
  onChange: (change: Partial<ListState>) => void
  /** Tags that were met in the list, offered while typing. */
  knownTags: readonly string[]
  /** The name of the owner that the list is narrowed to, where it is known. */
  ownerName: string | null
}

const orders = [
  { label: 'Name, A to Z', sort: { field: 'DISPLAY_NAME', descending: false } },
  { label: 'Reference', sort: { field: 'REFERENCE', descending: false } },
  { label: 'Newest first', sort: { field: 'CREATED_AT', descending: true } },
  { label: 'Last changed first', sort: { field: 'UPDATED_AT', descending: true } },
] as const

/** Search, whose clients, what narrows them, and their order. */
export function ListFilters({ state, onChange, knownTags, ownerName }: Props) {
  const whose = state.whose === 'mine' || state.whose === 'all' ? state.whose : 'one'
  return (
    <div className={classes.filters} role="search" aria-label="Clients">
      <SearchBox value={state.search} onChange={(search) => onChange({ search })} />
      <div className={classes.pills}>
        <SegmentedControl
          aria-label="Whose clients"
          value={whose}
          onChange={(value) => onChange({ whose: value })}
          data={[
            { value: 'mine', label: 'Mine' },
            { value: 'all', label: 'All' },
            ...(whose === 'one' ? [{ value: 'one', label: ownerName ?? 'One owner' }] : []),
          ]}
        />
        <StageFilter state={state} onChange={onChange} />
        <StatusFilter state={state} onChange={onChange} />
        <TagFilter state={state} onChange={onChange} knownTags={knownTags} />
        <OwnerFilter state={state} onChange={onChange} ownerName={ownerName} />
        {isNarrowed(state) && (
          <Button variant="subtle" onClick={() => onChange(widened(state))}>
            Clear filters
          </Button>
        )}
        <OrderMenu state={state} onChange={onChange} />
      </div>
    </div>
  )
}

type Filter = Pick<Props, 'state' | 'onChange'>

function StageFilter({ state, onChange }: Filter) {
  const chosen = state.stages.length > 0 ? state.stages.map(enumLabel).join(', ') : null
  return (
    <FilterPill label="Stage" chosen={chosen} onClear={() => onChange({ stages: [] })}>
      <CheckList label="Stage" values={stages} chosen={state.stages} onChange={(next) => onChange({ stages: next })} />
    </FilterPill>
  )
}

function StatusFilter({ state, onChange }: Filter) {
  return (
    <FilterPill label="Status" chosen={state.status && enumLabel(state.status)} onClear={() => onChange({ status: null })}>
      <RadioList label="Status" values={statuses} chosen={state.status} onChange={(status) => onChange({ status })} />
    </FilterPill>
  )
}

function TagFilter({ state, onChange, knownTags }: Filter & Pick<Props, 'knownTags'>) {
  return (
    <FilterPill label="Tags" chosen={state.tags.join(', ') || null} onClear={() => onChange({ tags: [] })} width={260}>
      <Suspense fallback={null}>
        <TagChoice tags={state.tags} knownTags={knownTags} onChange={(tags) => onChange({ tags })} />
      </Suspense>
    </FilterPill>
  )
}

function OwnerFilter({ state, onChange, ownerName }: Filter & Pick<Props, 'ownerName'>) {
  const { me } = useSession()
  const isOne = state.whose !== 'mine' && state.whose !== 'all'
  const ownerId = state.whose === 'mine' ? me.id : isOne ? state.whose : null
  const choose = (person: Person | null) => onChange({ whose: person === null ? 'all' : person.id === me.id ? 'mine' : person.id })
  return (
    <FilterPill label="Owner" chosen={isOne ? (ownerName ?? 'One owner') : null} onClear={() => onChange({ whose: 'all' })} width={260}>
      <Suspense fallback={null}>
        <OwnerChoice ownerId={ownerId} onChange={choose} />
      </Suspense>
    </FilterPill>
  )
}

function OrderMenu({ state, onChange }: Filter) {
  const isNow = (sort: ListState['sort']) => sort.field === state.sort.field && sort.descending === state.sort.descending
  const now = orders.find(({ sort }) => isNow(sort))?.label ?? 'Sorted'
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button className={classes.order ?? ''} variant="subtle" leftSection={<IconArrowsSort size={14} stroke={1.5} />}>
          {now}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {orders.map(({ label, sort }) => (
          <Menu.Item key={label} role="menuitemradio" aria-checked={isNow(sort)} onClick={() => onChange({ sort })}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
