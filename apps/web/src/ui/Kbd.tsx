import classes from './Kbd.module.css'

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Enter: '↵', Escape: 'Esc', ' ': 'Space',
  Backspace: '⌫', mod: /mac/i.test(navigator.platform) ? '⌘' : 'Ctrl', shift: '⇧', alt: '⌥', Home: 'Home', End: 'End',
}

const shown = (key: string) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)

/** A capital letter is typed with shift; a plus at the end is a key, not what joins two. */
const strokes = (chord: string) => chord.split(/\+(?=.)/).flatMap((key) => (/^[A-Z]$/.test(key) ? ['shift', key] : [key]))

/** Keys as they are written on the keyboard: `h c`, `shift+ArrowUp`, `mod+k`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={classes.keys} aria-hidden>
      {keys.split(' ').flatMap((chord) =>
        strokes(chord).map((key, index) => (
          <kbd key={`${chord} ${index}`} className={classes.key}>
            {shown(key)}
          </kbd>
        )),
      )}
    </span>
  )
}
