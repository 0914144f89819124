import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react'
import { useKeys } from '../../lib/keys'
import { formatCount } from '../../lib/number'
import { useLatest } from '../../lib/use-latest'
import { useNow } from '../../lib/use-now'
import { FailureNote } from '../../ui/FailureNote'
import { GreyRows } from '../../ui/GreyRows'
import { dayRows, type Row } from './day-rows'
import type { Entry } from './entry'
import classes from './EntryList.module.css'
import { EntryRow } from './EntryRow'
import pills from './FreshPills.module.css'
import type { ListPager, ListScope } from './list-pager'
import { heightOf } from './list-place'
import { offsetIn, scrollerOf, type ListOffset } from './list-scroller'
import { useFinder } from './use-finder'
import { useKeptPlace } from './use-kept-place'

interface EntryListProps {
  list: ListPager
  fresh: ReadonlySet<string>
  selectedId: string | null
  /** The entry that the keys led to last; its row takes the focus. */
  walkedTo: string | null
  clientZone: string | null
  tall: boolean
  /** What was searched for; its words are marked. */
  search: string
  onSelect: (entry: Entry) => void
  /** What to say and do where nothing happened yet. */
  empty: ReactNode
}

/** What happened, newest first, day by day, back to the beginning: all that the lanes show, in words. */
export const EntryList = memo(function EntryList({ list, fresh, selectedId, walkedTo, clientZone, tall, search, onSelect, empty }: EntryListProps) {
  const state = useSyncExternalStore(list.subscribe, list.get)
  const find = useFinder(search)
  const today = useNow().toDateString()
  const rows = useMemo(() => dayRows(state.entries, new Date(today)), [state.entries, today])
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<HTMLDivElement>(null)
  const { margin, inset } = useOffset(drawn)
  const rowHeight = tall ? 56 : 28
  const listed = useMemo(() => ({ rows, rowHeight }), [rows, rowHeight])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current && scrollerOf(box.current),
    scrollMargin: margin,
    scrollPaddingStart: inset,
    estimateSize: (index) => heightOf(rows[index], rowHeight),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 5,
  })
  const shown = virtual.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= rows.length - 20) list.more()
  }, [list, lastShown, rows.length, state.loading])
  const { holding, above, dismiss, toTop } = useKeptPlace(box, { list: listed, scope: state.scope, selectedId })
  useScrollTo(virtual, { rows, scope: state.scope, selectedId })
  const focusing = useKeptFocus(box)
  useFocusOnSelected(box, { selectedId, isWalked: walkedTo === selectedId, isDrawn: shown.some(({ key }) => key === selectedId) })
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  useKeys(above > 0 ? [{ keys: 'Escape', label: 'Leave what is new for later', group: 'Timeline', run: dismiss }] : [])

  if (state.entries.length === 0) {
    if (state.failure) return <FailureNote failed={state.failure} what="The list" onRetry={() => list.retry()} />
    return state.loading || !state.atBeginning ? <GreyRows label="the timeline" rows={12} height={rowHeight} /> : <div className={classes.empty}>{empty}</div>
  }
  return (
    <div
      ref={box}
      className={classes.box}
      tabIndex={-1}
      onPointerLeave={holding.onPointerLeave}
      onFocus={focusing.onFocus}
      onBlur={(event) => {
        focusing.onBlur()
        holding.onBlur(event)
      }}
    >
      {state.isOutdated && state.failure && (
        <div className={classes.outdated}>
          <FailureNote failed={state.failure} what="What happened meanwhile" onRetry={() => list.retry()} />
        </div>
      )}
      <NewAbove count={above} onGo={toTop} />
      <div ref={drawn} role="list" aria-label="What happened, newest first" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, size, key }) => {
          const row = rows[index]
          return (
            row && (
              <div key={key} role="listitem" className={classes.row} style={{ height: size, transform: `translateY(${start - margin}px)` }}>
                {row.kind === 'day' ? (
                  <h3 className={classes.day}>
                    {row.label}
                    <span>{row.count}</span>
                  </h3>
                ) : (
                  <EntryRow
                    entry={row.entry}
                    isNew={fresh.has(row.entry.id)}
                    selected={row.entry.id === selectedId}
                    tall={tall}
                    find={find}
                    clientZone={clientZone}
                    onSelect={onSelect}
                  />
                )}
              </div>
            )
          )
        })}
      </div>
      <Foot list={list} state={state} />
    </div>
  )
})

/** What came in above what is read, said at the list's top; a click goes there. It is read out once, however many follow. */
function NewAbove({ count, onGo }: { count: number; onGo: () => void }) {
  return (
    <div className={classes.above}>
      <p role="status" className="visually-hidden">{count > 0 && 'New items above'}</p>
      {count > 0 && (
        <button type="button" className={pills.pill} onClick={onGo}>
          ↑ {formatCount(count)} new
        </button>
      )}
    </div>
  )
}

function Foot({ list, state }: { list: ListPager; state: ReturnType<ListPager['get']> }) {
  if (state.failure && !state.isOutdated) return <FailureNote failed={state.failure} what="The older part" onRetry={() => list.retry()} />
  if (state.atBeginning) return <p className={classes.foot}>This is where it began.</p>
  return <p className={classes.foot}>{state.loading ? 'Reading older items' : ''}</p>
}

/** Where the rows lie in what scrolls them, as the page is laid out now. */
function useOffset(rows: RefObject<HTMLElement | null>): ListOffset {
  const [offset, setOffset] = useState<ListOffset>({ margin: 0, inset: 0 })
  // What stands above the list grows and shrinks without its knowledge, so it is looked at whenever the list is drawn.
  useLayoutEffect(() => {
    if (!rows.current) return
    const now = offsetIn(scrollerOf(rows.current), rows.current)
    if (now.margin !== offset.margin || now.inset !== offset.inset) setOffset(now)
  })
  return offset
}

interface Selected {
  rows: readonly Row[]
  scope: ListScope | null
  selectedId: string | null
}

/** Brings the selected row into view once: when it is selected, or comes into the list. */
function useScrollTo(virtual: { scrollToIndex: (index: number, options: { align: 'auto' }) => void }, { rows, scope, selectedId }: Selected) {
  const index = selectedId === null ? -1 : rows.findIndex(({ key }) => key === selectedId)
  const isListed = index >= 0
  const bring = useLatest(() => virtual.scrollToIndex(index, { align: 'auto' }))
  useEffect(() => {
    if (isListed) bring()
  }, [bring, isListed, selectedId, scope])
}

/** Where the row that had the focus is listed no more, the list itself has it, so that the keys go on from there. */
function useKeptFocus(box: RefObject<HTMLElement | null>): { onFocus: () => void; onBlur: () => void } {
  const isIn = useRef(false)
  useEffect(() => {
    // A row that is taken away tells React of no blur.
    if (isIn.current && document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  })
  return { onFocus: () => void (isIn.current = true), onBlur: () => void (isIn.current = false) }
}

interface Focusing {
  selectedId: string | null
  isWalked: boolean
  isDrawn: boolean
}

/** The focus goes along with the selection while it is in the list, and comes into it where the keys walk it. */
function useFocusOnSelected(box: RefObject<HTMLElement | null>, { selectedId, isWalked, isDrawn }: Focusing) {
  const isDue = useRef(false)
  useEffect(() => {
    const isInList = box.current?.contains(document.activeElement) ?? false
    isDue.current = selectedId !== null && (isWalked || isInList)
    // Until the row is drawn the list has it: the row that had it is no longer the selected one.
    if (isDue.current) box.current?.focus({ preventScroll: true })
  }, [box, selectedId, isWalked])
  useEffect(() => {
    if (!isDue.current || !isDrawn || selectedId === null) return
    isDue.current = false
    box.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(selectedId)}"]`)?.focus({ preventScroll: true })
  }, [box, selectedId, isWalked, isDrawn])
}
