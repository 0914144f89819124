import { soughtWord, wordsOf } from '@brokersync/schema/search-words'
import type { Finder } from '../../ui/Highlighted'

/** Finds in a text the words for which a search found it, by the rule of the index: the same word, another form of it, or one that begins with it. */
export function finderOf(search: string): Finder {
  const sought = wordsOf(search).map(soughtWord)
  const isSought = (word: string) => sought.some(({ isOrBegins }) => isOrBegins(word)) || sought.some(({ isFormOf }) => isFormOf(word))
  return function* (text) {
    for (const { 0: written, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      if (wordsOf(written).some(isSought)) yield { from: index, to: index + written.length }
    }
  }
}
