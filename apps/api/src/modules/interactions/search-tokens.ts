import { createHmac } from 'node:crypto'
import type { Commodities } from '../../platform/firm/commodities'
import type { Interaction } from './interaction'
import { titleOf } from './title'

/** At most so many words of one item are found again. */
const mostWords = 2_000
const longestWord = 64

/** The words of a text, in small letters and without accents, each once, in their order. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase()
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])].map((word) => word.slice(0, longestWord))
}

/** All of an item's words by which it is found. */
export function wordsOfItem(item: Interaction, commodities: Commodities): string[] {
  const codes = item.kind === 'OrderEvent' ? [item.codes.orderId, item.codes.executionId] : []
  const text = [titleOf(item, commodities), ...codes, ...Object.values(item.texts).flat()].filter((part) => part !== null)
  return wordsOf(text.join('\n')).slice(0, mostWords)
}

/** Turns words into keyed tokens of 53 bits, from which nobody without the key can tell the words. */
export type Tokenise = (words: readonly string[]) => number[]

/** @param key 32 bytes. */
export function tokeniser(key: Buffer): Tokenise {
  const token = (word: string): number => {
    const digest = createHmac('sha256', key).update(word).digest()
    return digest.readUIntBE(0, 6) * 32 + (digest.readUInt8(6) >> 3)
  }
  return (words) => words.map(token)
}
