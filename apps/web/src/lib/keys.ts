import { useEffect, useRef, useSyncExternalStore } from 'react'

/** A key, or two one after the other, that does something on this screen. */
export interface KeyBinding {
  /** As `KeyboardEvent.key`, with modifiers before: `c`, `?`, `Escape`, `shift+ArrowUp`, `mod+k`; a sequence has a space: `h c`. */
  keys: string
  /** Other keys that do the same; the sheet does not list them. */
  also?: readonly string[]
  /** What it does, as the sheet of keys says it: "Log a call". */
  label: string
  /** The sheet's heading that it stands under: "Anywhere", "Clients", "Timeline". */
  group: string
  run: (event: KeyboardEvent) => void
  /** Off for now; it stays in the sheet. */
  disabled?: boolean
}

const sequencePause = 1_200
const offKey = 'brokersync.single-keys'

let layers: ReadonlyArray<readonly KeyBinding[]> = []
let singleKeysOn = localStorage.getItem(offKey) !== 'off'
let pending: { key: string; at: number } | null = null
const watchers = new Set<() => void>()

const changed = () => watchers.forEach((watcher) => watcher())
const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Whether single keys work; they can be switched off, since speech input and some aids type letters unasked (WCAG 2.1.4). */
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, () => singleKeysOn)

export function setSingleKeys(on: boolean): void {
  singleKeysOn = on
  localStorage.setItem(offKey, on ? 'on' : 'off')
  changed()
}

/** Every binding of the screen, the innermost part's last. */
export const useAllKeys = (): ReadonlyArray<readonly KeyBinding[]> => useSyncExternalStore(subscribe, () => layers)

/**
 * Binds keys as long as the component is on the screen; of two bindings of one key the later one wins.
 * `below` is for what surrounds a page, whose effects run after the page's own: it yields to all others.
 */
export function useKeys(bindings: readonly KeyBinding[], { below = false }: { below?: boolean } = {}): void {
  const latest = useRef(bindings)
  latest.current = bindings
  const shape = bindings.map(({ keys, label, disabled }) => `${keys} ${label} ${disabled === true}`).join('\n')
  useEffect(() => {
    const layer = latest.current.map((binding, index) => ({
      ...binding,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }))
    layers = below ? [layer, ...layers] : [...layers, layer]
    changed()
    return () => {
      layers = layers.filter((other) => other !== layer)
      changed()
    }
  }, [shape, below])
}

/** A button is pressed by Enter and Space, and a radio group is walked by arrows: these stay theirs. */
const isTheirs = (target: EventTarget | null, name: string) =>
  target instanceof HTMLElement &&
  ((/^(Enter| )$/.test(name) && target.closest('a, button, summary, label, input') !== null) ||
    (name.startsWith('Arrow') && target.matches('input, [role=tab], [role=slider], [role=separator]')))

const typesInto = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])'))

/** A dialog, a menu or a list of choices has the keyboard to itself. */
const hasOwnKeys = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role=dialog], [role=menu], [role=listbox]') !== null

/** The name of a pressed key, as bindings spell it. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
  const isPrinted = event.key.length === 1 && event.key !== ' '
  return [
    event.ctrlKey || event.metaKey ? 'mod+' : '',
    event.altKey ? 'alt+' : '',
    event.shiftKey && !isPrinted ? 'shift+' : '',
    isPrinted && (event.ctrlKey || event.metaKey) ? event.key.toLowerCase() : event.key,
  ].join('')
}

/** The innermost binding that these keys mean, if any. */
export const bindingFor = (name: string, all: ReadonlyArray<readonly KeyBinding[]>): KeyBinding | undefined =>
  all.toReversed().flat().find(({ keys, also, disabled }) => (keys === name || also?.includes(name)) && !disabled)

const beginsSequence = (name: string) => layers.flat().some(({ keys }) => keys.startsWith(`${name} `))

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || hasOwnKeys(event.target)) return
  const name = keyName(event)
  if (isTheirs(event.target, name)) return
  if (typesInto(event.target) && name !== 'Escape' && !name.startsWith('mod+')) return
  if (!singleKeysOn && name.length === 1) return
  const first = pending && event.timeStamp - pending.at < sequencePause ? pending.key : null
  pending = null
  const binding = (first && bindingFor(`${first} ${name}`, layers)) || bindingFor(name, layers)
  if (binding) {
    event.preventDefault()
    binding.run(event)
  } else if (beginsSequence(name)) pending = { key: name, at: event.timeStamp }
}

window.addEventListener('keydown', onKeyDown)
