import { createHmac } from 'node:crypto'
import { isBeginning, longestPrefix, shortestPrefix, soughtWord, stemOf, wordsOf } from '@brokersync/schema/search-words'
import type { Commodities } from '../../platform/firm/commodities'
import type { Interaction } from './interaction'
import { titleOf } from './title'

/** At most so many words of one item are found again, and the beginnings of so many. */
const mostWords = 2_000
const mostPrefixed = 500

/** All of an item's words by which it is found. */
export function wordsOfItem(item: Interaction, commodities: Commodities): string[] {
  const codes = item.kind === 'OrderEvent' ? [item.codes.orderId, item.codes.executionId] : []
  // The address of a recording is no words of anybody.
  const written = Object.entries(item.texts).flatMap(([name, value]: [string, string | readonly string[] | null]) => (name === 'recordingUrl' || value === null ? [] : value))
  const text = [titleOf(item, commodities), ...codes, ...written].filter((part) => part !== null)
  return wordsOf(text.join('\n')).slice(0, mostWords)
}

// What stands before the colon keeps a word apart from the same letters as a stem or a beginning.
const whole = (word: string) => `w:${word}`
const stemmed = (word: string) => `s:${stemOf(word)}`
const beginning = (letters: string) => `p:${letters}`

const beginningsOf = (word: string): string[] => {
  const longest = Math.min(word.length, longestPrefix)
  return Array.from({ length: Math.max(0, longest - shortestPrefix + 1) }, (_, index) => beginning(word.slice(0, shortestPrefix + index)))
}

/** The terms under which an item of these words is kept: words, stems, and beginnings of 3 to 8 letters of the first 500. */
export function termsOf(words: readonly string[]): string[] {
  const terms = words.flatMap((word, index) => {
    const isPrefixed = index < mostPrefixed
    // A word that is one of its own beginnings is found by that.
    return [stemmed(word), ...(isPrefixed ? beginningsOf(word) : []), ...(isPrefixed && isBeginning(word) ? [] : [whole(word)])]
  })
  return [...new Set(terms)]
}

/** For each word of a search, the terms any of which it is found by: itself, its stem and, of 3 to 8 letters, what begins with it. */
export const soughtTerms = (words: readonly string[]): string[][] => words.map((word) => [whole(word), stemmed(word), ...(isBeginning(word) ? [beginning(word)] : [])])

/** Tells of an item's words whether all that is sought is among them: the word itself, another form of it, or what begins with its 3 to 8 letters. */
export function seeker(sought: readonly string[]): (present: readonly string[]) => boolean {
  const each = sought.map(soughtWord)
  return (present) => each.every(({ isOrBegins, isFormOf }) => present.some(isOrBegins) || present.some(isFormOf))
}

/** Turns terms into keyed tokens of 53 bits, from which nobody without the key can tell the words. */
export type Tokenise = (terms: readonly string[]) => number[]

/** @param key 32 bytes. */
export function tokeniser(key: Buffer): Tokenise {
  const token = (term: string): number => {
    const digest = createHmac('sha256', key).update(term).digest()
    return digest.readUIntBE(0, 6) * 32 + (digest.readUInt8(6) >> 3)
  }
  return (terms) => terms.map(token)
}
