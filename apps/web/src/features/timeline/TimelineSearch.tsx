import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Kbd } from '../../ui/Kbd'
import classes from './TimelineSearch.module.css'

interface TimelineSearchProps {
  value: string
  field: RefObject<HTMLInputElement | null>
  onChange: (search: string) => void
}

const pause = 250

/** Words to be found in this client's timeline; asked for once typing pauses, at once on Enter, and given up by Escape. */
export function TimelineSearch({ value, field, onChange }: TimelineSearchProps) {
  const [text, setText] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => setText(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = (next: string, after: number) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(next), after)
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') ask(text, 0)
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    ask('', 0)
    event.currentTarget.blur()
  }
  return (
    <div className={classes.search} data-on={text !== '' || undefined}>
      <IconSearch size={14} stroke={1.6} aria-hidden />
      <input
        ref={field}
        type="text"
        role="searchbox"
        aria-label="Search in this timeline"
        placeholder="Search"
        maxLength={200}
        value={text}
        onChange={(event) => ask(event.currentTarget.value, pause)}
        onKeyDown={onKey}
      />
      {text === '' ? (
        <Kbd keys="/" />
      ) : (
        <button type="button" aria-label="Clear the search" onClick={() => ask('', 0)}>
          <IconX size={13} stroke={1.6} />
        </button>
      )}
    </div>
  )
}
