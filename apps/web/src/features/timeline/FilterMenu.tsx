import { Checkbox, Popover } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { formatCount } from '../../lib/number'
import type { Span } from '../../ui/timeline/span'
import { Kbd } from '../../ui/Kbd'
import { useFocusOnOpening } from '../../ui/use-focus-on-opening'
import classes from './FilterMenu.module.css'
import { facetLists, type Choice } from './facets'
import { partsOf, type ListField, type TimelineQuery } from './timeline-query'
import type { Facets, TimelineSource } from './timeline-source'

interface FilterMenuProps {
  source: TimelineSource
  query: TimelineQuery
  window: Span
  opened: boolean
  onOpen: (opened: boolean) => void
  onAsk: (query: TimelineQuery) => void
}

/** Every filter with how many of the window each choice would leave. */
export function FilterMenu({ source, query, window, opened, onOpen, onAsk }: FilterMenuProps) {
  const facets = useFacets(source, query, window, opened)
  const target = useFocusOnOpening(opened)
  const parts = partsOf(query)
  const menu = useRef<HTMLDivElement>(null)
  // What the window has none of goes once that is known; the focus does not go with it.
  useLayoutEffect(() => {
    if (opened && document.activeElement === document.body) menu.current?.querySelector('input')?.focus({ preventScroll: true })
  }, [opened, facets])
  return (
    <Popover opened={opened} onChange={onOpen} position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <button ref={target} type="button" className={classes.target} aria-expanded={opened} data-on={parts > 0 || undefined} onClick={() => onOpen(!opened)}>
          <IconFilter size={14} stroke={1.6} aria-hidden />
          Filter
          {parts > 0 ? <span className={classes.count}>{parts}</span> : <Kbd keys="f" />}
        </button>
      </Popover.Target>
      <Popover.Dropdown ref={menu} className={classes.menu ?? ''}>
        {facetLists(facets, query).map((list) => (
          <FacetList key={list.field} label={list.label} choices={list.choices} chosen={query[list.field]} onChoose={(chosen) => onAsk({ ...query, [list.field]: chosen })} />
        ))}
        <Checkbox
          className={classes.files ?? ''}
          checked={query.attached}
          onChange={(event) => onAsk({ ...query, attached: event.currentTarget.checked })}
          label={<Label name="With files" count={facets?.withAttachment ?? null} />}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

interface FacetListProps {
  label: string
  choices: readonly Choice[]
  chosen: TimelineQuery[ListField]
  onChoose: (chosen: string[]) => void
}

function FacetList({ label, choices, chosen, onChoose }: FacetListProps) {
  const isChosen = (value: string) => chosen.some((one) => one === value)
  const toggle = (value: string) => onChoose(isChosen(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  return (
    <fieldset className={classes.list}>
      <legend>{label}</legend>
      {choices.map(({ value, name, count }) => (
        <Checkbox key={value} checked={isChosen(value)} onChange={() => toggle(value)} label={<Label name={name} count={count} />} />
      ))}
    </fieldset>
  )
}

const Label = ({ name, count }: { name: string; count: number | null }) => (
  <span className={classes.label}>
    <span>{name}</span>{' '}
    {count !== null && <span className={classes.figure}>{formatCount(count)}</span>}
  </span>
)

/** Counts of the window under the query, read while the menu is open; the last ones stay while new ones load. */
function useFacets(source: TimelineSource, query: TimelineQuery, { from, to }: Span, opened: boolean): Facets | null {
  const [facets, setFacets] = useState<Facets | null>(null)
  useEffect(() => {
    if (!opened) return
    let stopped = false
    const take = async () => {
      const found = await source.facets({ from, to }, query).catch(() => null)
      if (!stopped) setFacets(found)
    }
    void take()
    return () => void (stopped = true)
  }, [source, query, from, to, opened])
  return facets
}
