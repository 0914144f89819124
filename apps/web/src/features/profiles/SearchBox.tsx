import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { useKeys } from '../../lib/keys'
import { useLatest } from '../../lib/use-latest'
import { Kbd } from '../../ui/Kbd'
import classes from './ClientList.module.css'

const pause = 180

/** What is typed, handed on once the typing pauses; another search from outside (the way back) replaces it. */
function useTyped(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  useEffect(() => {
    if (typed === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed
      onChange(typed)
    }, pause)
    return () => clearTimeout(timer)
  }, [typed, onChange])
  return [typed, setTyped] as const
}

interface Props {
  value: string
  onChange: (value: string) => void
}

/** Finds clients by name, reference, email or phone. */
export function SearchBox({ value, onChange }: Props) {
  const send = useLatest(onChange)
  const [typed, setTyped] = useTyped(value, send)
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
      rightSection={typed === '' ? <Kbd keys="/" /> : <CloseButton size={24} aria-label="Clear the search" onClick={() => setTyped('')} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && (typed === '' ? input.current?.blur() : setTyped(''))}
    />
  )
}
