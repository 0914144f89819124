import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type RefObject } from 'react'
import { useNavigate } from 'react-router'
import { useKeys } from '../../lib/keys'
import { paths } from '../../lib/paths'
import type { ListedClient } from './use-client-list'

interface Rows {
  clients: readonly ListedClient[]
  active: number
  setActive: (index: number) => void
  rows: Virtualizer<HTMLDivElement, Element>
  scroll: RefObject<HTMLDivElement | null>
  pick: (index: number, how: { range: boolean }) => void
}

/** Walking, opening and selecting rows by keys; the active row has the focus, so that a screen reader follows. */
export function useRowKeys({ clients, active, setActive, rows, scroll, pick }: Rows): void {
  const navigate = useNavigate()
  const goTo = useFocusedRow(scroll, rows, setActive)
  const walk = (by: number) => goTo(Math.max(0, Math.min(clients.length - 1, active + by)))
  const open = () => {
    const client = clients[active]
    if (client) void navigate(paths.client(client.id))
  }
  const group = 'Clients'
  useKeys([
    { keys: 'j', label: 'Next client', group, run: () => walk(1) },
    { keys: 'k', label: 'Previous client', group, run: () => walk(-1) },
    { keys: 'ArrowDown', label: 'Next client', group, run: () => walk(1) },
    { keys: 'ArrowUp', label: 'Previous client', group, run: () => walk(-1) },
    { keys: 'PageDown', label: 'A screen further', group, run: () => walk(20) },
    { keys: 'PageUp', label: 'A screen back', group, run: () => walk(-20) },
    { keys: 'Home', label: 'First client', group, run: () => goTo(0) },
    { keys: 'End', label: 'Last client that is loaded', group, run: () => goTo(clients.length - 1) },
    { keys: 'Enter', label: 'Open the client', group, run: open },
    { keys: 'x', label: 'Select the client', group, run: () => pick(Math.max(active, 0), { range: false }) },
    { keys: 'X', label: 'Select up to here', group, run: () => pick(Math.max(active, 0), { range: true }) },
  ])
}

/** A row far away is drawn only after the list has moved, so the focus follows a moment later. */
function useFocusedRow(scroll: Rows['scroll'], rows: Rows['rows'], setActive: Rows['setActive']) {
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const link = scroll.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
  })
  return (index: number) => {
    wanted.current = index
    rows.scrollToIndex(index)
    setActive(index)
  }
}
