import classes from './Chips.module.css'

/** Words in a row, at most `most` of them; the rest is counted, and said in the title. */
export function Chips({ words, most = 3 }: { words: readonly string[]; most?: number }) {
  const rest = words.slice(most)
  return (
    <span className={classes.chips} title={words.join(', ')}>
      {words.slice(0, most).map((word) => (
        <span key={word} className={classes.chip}>
          {word}
        </span>
      ))}
      {rest.length > 0 && <span className={classes.rest}>+{rest.length}</span>}
    </span>
  )
}
