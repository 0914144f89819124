import { Popover } from '@mantine/core'
import { useRef, type RefObject } from 'react'
import { IconCalendar } from '@tabler/icons-react'
import { formatCount } from '../../lib/number'
import { dayOf } from '../../lib/time'
import { presetOf, presets, type Preset } from '../../ui/timeline/presets'
import { day, type Span } from '../../ui/timeline/span'
import { kinds } from './entry'
import { exactOf } from './lane-labels'
import type { FeedState } from './timeline-feed'
import classes from './TimelineToolbar.module.css'
import type { PaneState } from './use-pane'
import { useLastKnown } from './use-last-known'

interface TimelineToolbarProps {
  state: FeedState
  pane: PaneState
  firstFilter: RefObject<HTMLButtonElement | null>
  jump: { opened: boolean; set: (opened: boolean) => void }
  onPreset: (preset: Preset) => void
  onShow: (span: Span) => void
}

/** Zoom by preset, jump to a date, and filters with the exact counts of the window. */
export function TimelineToolbar({ state, pane, firstFilter, jump, onPreset, onShow }: TimelineToolbarProps) {
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
      <JumpToDate pane={pane} jump={jump} onShow={onShow} />
      <KindFilter state={state} pane={pane} first={firstFilter} />
    </div>
  )
}

function JumpToDate({ pane, jump, onShow }: Pick<TimelineToolbarProps, 'pane' | 'jump' | 'onShow'>) {
  const field = useRef<HTMLInputElement>(null)
  const middle = (pane.window.from + pane.window.to) / 2
  const go = () => {
    const at = field.current?.valueAsDate?.getTime()
    if (at === undefined || !Number.isFinite(at)) return
    const half = (pane.window.to - pane.window.from) / 2
    const noon = at + new Date(at).getTimezoneOffset() * 60_000 + day / 2
    onShow({ from: noon - half, to: noon + half })
    jump.set(false)
  }
  return (
    <Popover opened={jump.opened} onChange={jump.set} position="bottom-start" trapFocus returnFocus shadow="none">
      <Popover.Target>
        <button
          type="button"
          className={classes.tool}
          aria-label="Go to a date"
          title="Go to a date (G)"
          aria-expanded={jump.opened}
          onClick={() => jump.set(!jump.opened)}
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

/** Toggles of what is shown; none pressed shows all. Also the phone's row of pills. */
export function KindFilter({ state, pane, first }: { state: FeedState; pane: PaneState; first?: RefObject<HTMLButtonElement | null> }) {
  const toggle = (id: string) =>
    pane.setFilter(pane.filter.includes(id) ? pane.filter.filter((other) => other !== id) : [...pane.filter, id])
  const counts = useLastKnown(
    kinds.map((kind) => ({ kind, count: exactOf(state, pane.window, kind.categories) })),
    ({ kind }) => kind.id,
    'count',
  )
  return (
    <div className={classes.filters} role="group" aria-label="Show">
      {counts.map(({ kind, count }, index) => (
        <button
          key={kind.id}
          {...(index === 0 && first ? { ref: first } : {})}
          type="button"
          className={`tl-${kind.lanes[0]} ${classes.filter}`}
          aria-pressed={pane.filter.includes(kind.id)}
          onClick={() => toggle(kind.id)}
        >
          <i className={classes.dot} />
          {kind.name}
          {count !== null && <span className={classes.count}>{formatCount(count)}</span>}
        </button>
      ))}
    </div>
  )
}
