import classes from './Highlighted.module.css'

/** A part of a text, from one character to before another. */
export interface Part {
  from: number
  to: number
}

/** Finds parts of a text, from its beginning on. */
export type Finder = (text: string) => Iterable<Part>

/** Text with what was found in it marked; as text throughout, whatever it holds. */
export function Highlighted({ text, find }: { text: string; find: Finder | null }) {
  if (find === null) return text
  let end = 0
  const parts = [...find(text)].flatMap(({ from, to }) => {
    const between = text.slice(end, from)
    end = to
    return [between, <mark key={from} className={classes.found}>{text.slice(from, to)}</mark>]
  })
  return [...parts, text.slice(end)]
}
