import classes from './Highlighted.module.css'

/** Words as one typed them for a search. */
export const wordsIn = (search: string): string[] => search.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Finds the beginnings of words, each as a group of its own. @param words at least one. */
export const beginningsOf = (words: readonly string[]): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(${words.map(escaped).join('|')})`, 'giu')

/** Text with the beginnings of words marked that a search was for; as text throughout, whatever it holds. */
export function Highlighted({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text
  // Split by a pattern with one group: every second part is what was found.
  return text.split(beginningsOf(words)).map((part, index) => (index % 2 === 1 ? <mark key={index} className={classes.found}>{part}</mark> : part))
}
