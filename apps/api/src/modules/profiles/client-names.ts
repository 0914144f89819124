/** How names are sorted and found: without case and accents, in any script. */

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** What a list is sorted by. */
export const sortName = (name: string): string => folded(name).replace(/\s+/g, ' ').trim().slice(0, 200)

/** The words of a name; each is found by any of its beginnings. */
export const wordsOf = (name: string): string[] => [...new Set(folded(name).match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 20)
