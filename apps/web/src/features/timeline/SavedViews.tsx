import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconBookmark, IconChevronDown, IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { lengthOf, type Span } from '../../ui/timeline/span'
import { readAddress, writeAddress } from './pane-address'
import classes from './SavedViews.module.css'
import type { PaneState } from './use-pane'

/** What was shown, by a name: which lanes, which filters, and how long a time; a view is used on any client and ends about now. */
interface SavedView {
  name: string
  /** As an address says it. */
  address: string
  /** Milliseconds. */
  length: number
}

interface SavedViewsProps {
  pane: PaneState
  onShow: (span: Span) => void
}

const addressOf = ({ address }: PaneState) => writeAddress({ ...address, window: null }).toString()

/** Views that this user has saved on this machine. The address of the page says the same for one moment, to be sent to somebody. */
export function SavedViews({ pane, onShow }: SavedViewsProps) {
  const [views, keep] = useLocalStorage<SavedView[]>({ key: 'brokersync.timeline.views', defaultValue: [], getInitialValueInEffect: false })
  const [opened, setOpened] = useState(false)
  const current = views.find((view) => view.address === addressOf(pane) && view.address !== '')
  const use = ({ address, length }: SavedView) => {
    const { lanes, query } = readAddress(new URLSearchParams(address))
    pane.ask({ lanes, query })
    const now = Date.now()
    onShow({ from: now - length * 0.8, to: now + length * 0.2 })
    setOpened(false)
  }
  const save = (name: string) => {
    const view = { name, address: addressOf(pane), length: lengthOf(pane.window) }
    keep((before) => [...before.filter((other) => other.name !== name), view].sort((a, b) => a.name.localeCompare(b.name)))
    setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={classes.target} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <IconBookmark size={14} stroke={1.6} aria-hidden />
          <span className={classes.name}>{current?.name ?? 'Views'}</span>
          <IconChevronDown size={12} stroke={2} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.views}>
          {views.map((view) => (
            <li key={view.name}>
              <button type="button" aria-current={view === current} onClick={() => use(view)}>{view.name}</button>
              <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${view.name}`} onClick={() => keep((before) => before.filter(({ name }) => name !== view.name))}>
                <IconX size={13} stroke={1.6} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <SaveForm onSave={save} />
      </Popover.Dropdown>
    </Popover>
  )
}

function SaveForm({ onSave }: { onSave: (name: string) => void }) {
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') onSave(name.trim())
  }
  return (
    <form className={classes.save} onSubmit={submit}>
      <TextInput aria-label="Name of this view" placeholder="Name this view" data-autofocus maxLength={40} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Button type="submit" variant="default" disabled={name.trim() === ''}>Save</Button>
    </form>
  )
}
