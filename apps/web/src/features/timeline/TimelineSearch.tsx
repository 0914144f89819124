import { IconSearch, IconX } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTyped } from '../../lib/use-typed'
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
  const { text, type, ask } = useTyped(value, onChange, pause)
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') ask(text)
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    ask('')
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
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      {text === '' ? (
        <Kbd keys="/" />
      ) : (
        <button type="button" aria-label="Clear the search" onClick={() => ask('')}>
          <IconX size={13} stroke={1.6} />
        </button>
      )}
    </div>
  )
}
