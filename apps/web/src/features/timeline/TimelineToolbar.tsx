import { Popover } from '@mantine/core'
import { memo, useRef, type RefObject } from 'react'
import { IconCalendar, IconX } from '@tabler/icons-react'
import { formatCount } from '../../lib/number'
import { dayOf } from '../../lib/time'
import { presetOf, presets, type Preset } from '../../ui/timeline/presets'
import { day, type Span } from '../../ui/timeline/span'
import { useFocusOnOpening } from '../../ui/use-focus-on-opening'
import { laneIds, lanes, type LaneId } from '../../ui/timeline/lanes'
import { FilterMenu } from './FilterMenu'
import { exactOf } from './lane-labels'
import { RollUpSwitch } from './RollUpSwitch'
import { SavedViews } from './SavedViews'
import type { FeedState } from './feed-state'
import type { ListPager } from './list-pager'
import { listFields } from './timeline-query'
import { TimelineSearch } from './TimelineSearch'
import type { TimelineSource } from './timeline-source'
import classes from './TimelineToolbar.module.css'
import { useAuthorNames } from './use-author-names'
import type { PaneState } from './use-pane'
import { useLastKnown } from './use-last-known'
import type { Together } from './use-together'
import { codeName } from './words'

interface TimelineToolbarProps {
  pane: PaneState
  together: Together
  source: TimelineSource
  list: ListPager
  searchField: RefObject<HTMLInputElement | null>
  /** Whether the filters, or the question for a date, are open. */
  filtering: boolean
  onFiltering: (opened: boolean) => void
  jumping: boolean
  onJumping: (opened: boolean) => void
  onPreset: (preset: Preset) => void
  onShow: (span: Span) => void
}

/** Zoom by preset, jump to a date, filters with counts, search, and saved views. */
export const TimelineToolbar = memo(function TimelineToolbar({ source, list, pane, together, searchField, filtering, onFiltering, jumping, onJumping, onPreset, onShow }: TimelineToolbarProps) {
  const current = presetOf(pane.window, pane.whole)
  return (
    <div className={classes.bar} role="toolbar" aria-label="Timeline">
      <div className={classes.presets} role="group" aria-label="Zoom">
        {presets.map((preset) => (
          <button
            key={preset.label}
            type="button"
            className={classes.preset}
            aria-pressed={preset === current}
            title={`Key ${preset.key}`}
            onClick={() => onPreset(preset)}
          >
            {preset.label}
          </button>
        ))}
      </div>
      <RollUpSwitch pane={pane} together={together} />
      <JumpToDate pane={pane} jumping={jumping} onJumping={onJumping} onShow={onShow} />
      <FilterMenu source={source} query={pane.query} window={pane.window} opened={filtering} onOpen={onFiltering} onAsk={(query) => pane.ask({ query })} />
      <AskedPills pane={pane} list={list} />
      <TimelineSearch value={pane.query.search} field={searchField} onChange={(search) => pane.ask({ query: { ...pane.query, search } })} />
      <SavedViews pane={pane} onShow={onShow} />
    </div>
  )
})

/** Asks for a day, and shows what is in view now about its noon. */
export function JumpToDate({ pane, jumping, onJumping, onShow }: Pick<TimelineToolbarProps, 'pane' | 'jumping' | 'onJumping' | 'onShow'>) {
  const field = useRef<HTMLInputElement>(null)
  const target = useFocusOnOpening(jumping)
  const middle = (pane.window.from + pane.window.to) / 2
  const go = () => {
    const at = field.current?.valueAsDate?.getTime()
    if (at === undefined || !Number.isFinite(at)) return
    const half = (pane.window.to - pane.window.from) / 2
    const noon = at + new Date(at).getTimezoneOffset() * 60_000 + day / 2
    onShow({ from: noon - half, to: noon + half })
    onJumping(false)
  }
  return (
    <Popover opened={jumping} onChange={onJumping} position="bottom-start" trapFocus returnFocus shadow="none">
      <Popover.Target>
        <button
          ref={target}
          type="button"
          className={classes.tool}
          aria-label="Go to a date"
          title="Go to a date (G)"
          aria-expanded={jumping}
          onClick={() => onJumping(!jumping)}
        >
          <IconCalendar size={15} stroke={1.6} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.jump ?? ''}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            go()
          }}
        >
          <label className={classes.jumpLabel}>
            Go to
            <input
              ref={field}
              type="date"
              data-autofocus
              required
              min={dayOf(new Date(pane.whole.from))}
              max={dayOf(new Date(pane.whole.to))}
              defaultValue={dayOf(new Date(middle))}
            />
          </label>
          <button type="submit" className={classes.jumpGo}>
            Go
          </button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Each part of what was asked, to be taken back one by one. */
export function AskedPills({ pane, list }: { pane: PaneState; list: ListPager }) {
  const { query } = pane
  const authors = useAuthorNames(list, query.authorIds)
  const parts = listFields.flatMap((field) => {
    const words = query[field].map((value, at) => (field === 'authorIds' ? (authors[at] ?? 'one person') : field === 'accounts' ? value : codeName(value)))
    return words.length === 0 ? [] : [{ key: field, words: words.join(', '), without: { ...query, [field]: [] } }]
  })
  const all = query.attached ? [...parts, { key: 'attached', words: 'With files', without: { ...query, attached: false } }] : parts
  return (
    <div className={classes.filters}>
      {all.map(({ key, words, without }) => (
        <button key={key} type="button" className={classes.filter} aria-pressed title={`${words}: take back`} onClick={() => pane.ask({ query: without })}>
          <span className={classes.asked}>{words}</span>
          <IconX size={12} stroke={1.8} aria-hidden />
        </button>
      ))}
    </div>
  )
}

/** A phone's row of pills: which lanes are listed, each with the exact count of the window; none pressed lists all. */
export function LanePills({ state, pane }: { state: FeedState; pane: PaneState }) {
  const chosen = pane.isNarrowed ? pane.lanes : []
  const toggle = (lane: LaneId) => pane.ask({ lanes: chosen.includes(lane) ? chosen.filter((other) => other !== lane) : [...chosen, lane] })
  const counts = useLastKnown(
    lanes.map((lane) => ({ lane, count: exactOf(state, pane.window, [lane.id]) })),
    ({ lane }) => lane.id,
    'count',
  )
  const all = exactOf(state, pane.window, laneIds)
  return (
    <div className={classes.filters} role="group" aria-label="Show">
      <button type="button" className={classes.filter} aria-pressed={!pane.isNarrowed} onClick={() => pane.ask({ lanes: [] })}>
        All {all !== null && <span className={classes.count}>{formatCount(all)}</span>}
      </button>
      {counts.map(({ lane: { id, name }, count }) => (
        <button key={id} type="button" className={`tl-${id} ${classes.filter}`} aria-pressed={chosen.includes(id)} onClick={() => toggle(id)}>
          <i className={classes.dot} />
          {name}
          {count !== null && <span className={classes.count}>{formatCount(count)}</span>}
        </button>
      ))}
    </div>
  )
}
