import type { Random } from '../../proofs/lib/random'

/** Chooses ranks from 0 to `size - 1`, the first most often: the one of rank r is chosen as often as 1 / (r + 1) ^ exponent says (Zipf). */
export function zipf(random: Random, size: number, exponent: number): () => number {
  const sums = new Float64Array(size)
  let sum = 0
  for (let rank = 0; rank < size; rank += 1) sums[rank] = sum += (rank + 1) ** -exponent
  return () => {
    const sought = random.next() * sum
    let [low, high] = [0, size - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? sum) > sought) high = middle
      else low = middle + 1
    }
    return low
  }
}

// Of these no word has an ending that English rules take off, but for the s that is put there: who stems otherwise finds the same.
const [consonants, vowels, ends] = ['bcdfgklmnprtvz', 'aou', 'bgkmp'].map((letters) => [...letters] as [string, ...string[]]) as [[string, ...string[]], [string, ...string[]], [string, ...string[]]]

/** Made-up words, each once, of 5 to 9 letters. */
function vocabulary(random: Random, size: number): string[] {
  const words = new Set<string>()
  while (words.size < size) {
    const syllables = Array.from({ length: random.between(2, 4) }, () => random.of(consonants) + random.of(vowels))
    words.add(syllables.join('') + random.of(ends))
  }
  return [...words]
}

/** Somebody who writes. */
export interface Writer {
  /** All words that there are, the most frequent first. */
  words: readonly string[]
  /** So many words, some of them in the plural. */
  text(count: number): string
}

/** Writes as languages are written: a few words most of the time, most words hardly ever. */
export function writer(random: Random, size = 20_000): Writer {
  const words = vocabulary(random, size)
  const next = zipf(random, size, 1)
  const word = () => `${words[next()] ?? ''}${random.next() < 0.1 ? 's' : ''}`
  return { words, text: (count) => Array.from({ length: count }, word).join(' ') }
}
