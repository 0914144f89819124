import classes from './Initials.module.css'

/** "Nadia Brandt" → "NB". */
export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const [first = '', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase()
}

/** A person in a circle; the name stands beside it or in its title. */
export function Initials({ name, size = 20 }: { name: string; size?: number }) {
  return (
    <span className={classes.initials} style={{ width: size, height: size, fontSize: Math.round(size * 0.42) }} title={name} aria-hidden>
      {initialsOf(name)}
    </span>
  )
}
