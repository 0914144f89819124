import { stemmer } from '@orama/stemmers/english'

const longestWord = 64
/** How many letters of a word's beginning find it. */
export const [shortestPrefix, longestPrefix] = [3, 8]

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase()

/** The words of a text, in small letters and without accents, each once, in their order. */
export function wordsOf(text: string): string[] {
  return [...new Set(plain(text).match(/[\p{L}\p{N}]+/gu) ?? [])].map((word) => word.slice(0, longestWord))
}

/** What a word has in common with its other forms, by English rules; a word of other letters is its own stem. */
export const stemOf = (word: string): string => (/^[a-z]{3,}$/.test(word) ? stemmer(word) : word)

export const isBeginning = (word: string): boolean => word.length >= shortestPrefix && word.length <= longestPrefix

/** A word of a search, and which words it finds: those that it is or, of 3 to 8 letters, begins, and its other forms. These cost more to tell. */
export interface SoughtWord {
  isOrBegins(word: string): boolean
  isFormOf(word: string): boolean
}

/** @param sought a word as `wordsOf` gives it, as are those that it is compared with */
export function soughtWord(sought: string): SoughtWord {
  const [stem, begins] = [stemOf(sought), isBeginning(sought)]
  return { isOrBegins: (word) => word === sought || (begins && word.startsWith(sought)), isFormOf: (word) => stemOf(word) === stem }
}
