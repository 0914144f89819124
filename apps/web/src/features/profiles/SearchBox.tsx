import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { useKeys } from '../../lib/keys'
import { useTyped } from '../../lib/use-typed'
import { Kbd } from '../../ui/Kbd'
import classes from './ClientList.module.css'

const pause = 180

interface Props {
  value: string
  onChange: (value: string) => void
}

/** Finds clients by name, reference, email or phone. */
export function SearchBox({ value, onChange }: Props) {
  const { text, type, ask } = useTyped(value, onChange, pause)
  const input = useRef<HTMLInputElement>(null)
  const { state, key } = useLocation()
  useEffect(() => {
    if (state?.focusSearch === true) input.current?.select()
  }, [state, key])
  useKeys([{ keys: '/', label: 'Search clients', group: 'Anywhere', run: () => input.current?.select() }])
  return (
    <TextInput
      ref={input}
      className={classes.search ?? ''}
      type="search"
      aria-label="Search by name, reference, email or phone"
      placeholder="Name, reference, email, phone"
      leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
      rightSection={text === '' ? <Kbd keys="/" /> : <CloseButton size={24} aria-label="Clear the search" onClick={() => ask('')} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && (text === '' ? input.current?.blur() : ask(''))}
    />
  )
}
