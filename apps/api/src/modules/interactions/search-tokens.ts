import { createHmac } from 'node:crypto'
import { isBeginning, longestPrefix, shortestPrefix, soughtWord, stemOf, wordsOf } from '@brokersync/schema/search-words'
import type { Commodities } from '../../platform/firm/commodities'
import { withoutContact } from './contact-details'
import type { Interaction } from './interaction'
import { titleOf } from './title'

/** At most so many words of one item are found again, and the beginnings of so many. */
const mostWords = 2_000
const mostPrefixed = 500

/** The words of an item but for how people are reached. */
function saidIn(whole: Interaction, commodities: Commodities): string[] {
  const item = withoutContact(whole)
  const codes = item.kind === 'OrderEvent' ? [item.codes.orderId, item.codes.executionId] : []
  // The address of a recording is no words of anybody.
  const written = Object.entries(item.texts).flatMap(([name, value]: [string, string | readonly string[] | null]) => (name === 'recordingUrl' || value === null ? [] : value))
  const text = [titleOf(item, commodities), ...codes, ...written].filter((part) => part !== null)
  return wordsOf(text.join('\n')).slice(0, mostWords)
}

/** The words that an item has only where it tells how people are reached. */
function contactIn(item: Interaction, said: readonly string[]): string[] {
  if (item.kind !== 'Communication') return []
  const known = new Set(said)
  return wordsOf(item.texts.participants.join('\n')).filter((word) => !known.has(word)).slice(0, mostWords - said.length)
}

/** All of an item's words by which it is found: by who may see how its client is reached, or by anybody who may read it. */
export function wordsOfItem(item: Interaction, commodities: Commodities, withContact = true): string[] {
  const said = saidIn(item, commodities)
  return withContact ? [...said, ...contactIn(item, said)] : said
}

// What stands before the colon keeps a word apart from the same letters as a stem or a beginning.
const whole = (word: string) => `w:${word}`
const stemmed = (word: string) => `s:${stemOf(word)}`
const beginning = (letters: string) => `p:${letters}`
// What tells how somebody is reached is found by who may see that, and by nobody else.
const ofContact = (term: string) => `c:${term}`

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

/** The terms of an item. */
export function termsOfItem(item: Interaction, commodities: Commodities): string[] {
  const said = saidIn(item, commodities)
  return [...termsOf(said), ...termsOf(contactIn(item, said)).map(ofContact)]
}

/** For each word of a search, the terms any of which it is found by: itself, its stem and, of 3 to 8 letters, what begins with it; where how people are reached may be seen, in that too. */
export const soughtTerms = (words: readonly string[], withContact = false): string[][] =>
  words.map((word) => {
    const terms = [whole(word), stemmed(word), ...(isBeginning(word) ? [beginning(word)] : [])]
    return withContact ? [...terms, ...terms.map(ofContact)] : terms
  })

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
