import { useKeys, type KeyBinding } from '../../lib/keys'
import { presets, presetWindow } from '../../ui/timeline/presets'
import { heldWithin, hour, lengthOf, moved, zoomedAbout, type Span } from '../../ui/timeline/span'
import type { Entry } from './entry'
import { markIdOf } from './marks'
import type { PaneHandle } from './TimelinePane'
import type { PaneState } from './use-pane'
import { entryBeside } from './walk'

interface TimelineKeys {
  pane: PaneState
  handle: { current: PaneHandle | null }
  selected: Entry | null
  /** What the list beside the lanes holds now, newest first. */
  listed: () => readonly Entry[]
  /** A step along the list, or from mark to mark. */
  onWalk: (entry: Entry) => void
  onWalkToMark: (markId: string) => void
  onOpen: () => void
  onPin: () => void
  onJump: () => void
  onFilter: () => void
  onSearch: () => void
}

/** Every key of the timeline, wherever on the client's page the focus is. */
export function useTimelineKeys({ pane, handle, selected, listed, onWalk, onWalkToMark, onOpen, onPin, onJump, onFilter, onSearch }: TimelineKeys): void {
  const shown = () => handle.current?.stage.window.get() ?? pane.window
  const show = (span: Span) => handle.current?.show(heldWithin(span, pane.whole, hour))
  const zoom = (factor: number) => show(zoomedAbout(shown(), middleOf(shown(), Date.now()), factor))
  const walk = (by: 1 | -1) => {
    const next = entryBeside(listed(), selected ?? focusedOf(listed()), by)
    if (next) onWalk(next)
  }
  const walkMarks = (walking: Walking) => {
    const next = handle.current && stepFrom(handle.current, selected && markIdOf(selected), walking)
    if (next) onWalkToMark(next)
  }
  const key = (keys: string, label: string, run: () => void): KeyBinding => ({ keys, label, group: 'Timeline', run })
  useKeys([
    { ...key('+', 'Zoom in', () => zoom(0.5)), also: ['='] },
    { ...key('-', 'Zoom out', () => zoom(2)), also: ['−'] },
    ...presets.map((preset) =>
      key(preset.key, `Show ${preset.label === 'All' ? 'everything' : preset.label}`, () =>
        show(presetWindow(preset, shown(), pane.whole, Date.now())),
      ),
    ),
    key('0', 'Today', () => show(aroundToday(shown(), Date.now()))),
    key('ArrowLeft', 'Earlier in the lane', () => walkMarks({ by: -1, within: 'lane' })),
    key('ArrowRight', 'Later in the lane', () => walkMarks({ by: 1, within: 'lane' })),
    key('ArrowUp', 'Later item', () => walk(-1)),
    key('ArrowDown', 'Earlier item', () => walk(1)),
    key('shift+ArrowUp', 'Lane above', () => walkMarks({ by: -1, within: 'lanes' })),
    key('shift+ArrowDown', 'Lane below', () => walkMarks({ by: 1, within: 'lanes' })),
    key('shift+ArrowLeft', 'Half a window back', () => show(moved(shown(), -lengthOf(shown()) / 2))),
    key('shift+ArrowRight', 'Half a window on', () => show(moved(shown(), lengthOf(shown()) / 2))),
    key('Enter', 'Open the selected item', onOpen),
    key('p', 'Pin or unpin the selected item', onPin),
    key('Backspace', 'Back out of a zoom', () => {
      const before = pane.back()
      if (before) handle.current?.show(before)
    }),
    key('g', 'Go to a date', onJump),
    key('f', 'Filter', onFilter),
    key('/', 'Search in this timeline', onSearch),
    key('\\', 'The past beside the window', () => handle.current?.togglePast()),
  ])
}

/** The entry whose row has the focus: where nothing is selected, a walk begins there. */
const focusedOf = (listed: readonly Entry[]): Entry | null => {
  const row = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['entry'] : undefined
  return listed.find(({ id }) => id === row) ?? null
}

/** A zoom holds now where now is in view, else the middle. */
const middleOf = (span: Span, now: number) => (now > span.from && now < span.to ? now : (span.from + span.to) / 2)
const aroundToday = (span: Span, now: number): Span => moved(span, now - (span.from + lengthOf(span) * 0.8))

interface Walking {
  by: 1 | -1
  within: 'lane' | 'lanes'
}

/** The mark that a step leads to: by time in the lane, or the one nearest in time in the next lane that has any. */
function stepFrom({ stage }: PaneHandle, from: string | null, { by, within }: Walking): string | null {
  const drawn = [...stage.scene.items.values()].map(({ mark }) => mark).sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  const current = drawn.find(({ id }) => id === (stage.scene.piles.get(from ?? '') ?? from))
  if (!current) return nearest(drawn, middleOf(stage.window.get(), Date.now()))
  if (within === 'lanes') {
    const order = stage.boxes.map(({ id }) => id)
    const lanes = by > 0 ? order.slice(order.indexOf(current.lane) + 1) : order.slice(0, order.indexOf(current.lane)).toReversed()
    const lane = lanes.find((id) => drawn.some((mark) => mark.lane === id))
    return lane
      ? nearest(
          drawn.filter((mark) => mark.lane === lane),
          current.start,
        )
      : null
  }
  const walked = drawn.filter(({ lane }) => lane === current.lane)
  return walked[walked.indexOf(current) + by]?.id ?? null
}

const nearest = (marks: readonly { id: string; start: number }[], at: number): string | null =>
  marks.reduce<{ id: string; start: number } | null>(
    (best, mark) => (best === null || Math.abs(mark.start - at) < Math.abs(best.start - at) ? mark : best),
    null,
  )?.id ?? null
