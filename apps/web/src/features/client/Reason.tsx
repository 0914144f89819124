import classes from './Reason.module.css'

interface ReasonProps {
  words: readonly (string | false | null | undefined)[]
  between?: string
  small?: boolean
}

/** The line below a figure. A part for which there is no room is left out whole, so that no number is cut; the title has them all. */
export function Reason({ words, between = ', ', small = false }: ReasonProps) {
  const parts = words.flatMap((part) => part || [])
  return (
    <p className={classes.reason} data-small={small || undefined} title={parts.join(between)}>
      {parts.map((part, index) => (
        <span key={part}>
          {index > 0 && between}
          {part}
        </span>
      ))}
    </p>
  )
}
