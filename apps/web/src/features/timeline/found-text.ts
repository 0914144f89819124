import type { Finder } from '../../ui/Highlighted'
import type { Entry } from './entry'
import { titleOf } from './marks'

const mostCharacters = 120
/** How many characters before a hit are shown at most, and in all at least: as many as stand beside a title on a desk. */
const before = 9
const least = 18

/**
 * The part of an entry's texts in which a search found it, with some words around what was found; null where its title shows why.
 * @param inSight how many characters of a title are sure to be shown: a word beyond may be cut off.
 */
export function foundText(entry: Entry, find: Finder | null, inSight: number): string | null {
  if (find === null) return null
  const title = titleOf(entry)
  const inTitle = foundAt(title, find)
  if (inTitle >= 0) return inTitle < inSight ? null : excerpt(title, inTitle)
  for (const text of textsOf(entry)) {
    const at = foundAt(text ?? '', find)
    if (text && at >= 0) return excerpt(text, at)
  }
  return null
}

function foundAt(text: string, find: Finder): number {
  const [first] = find(text)
  return first?.from ?? -1
}

function excerpt(text: string, at: number): string {
  const from = beginningOf(text, at)
  const part = text.slice(from, from + mostCharacters).replace(/\s+/g, ' ').trim()
  return `${from > 0 ? '… ' : ''}${part}${from + mostCharacters < text.length ? ' …' : ''}`
}

/** Where a word begins a little before the hit; earlier where little follows it. */
function beginningOf(text: string, at: number): number {
  const earliest = Math.min(at - before, text.length - least)
  if (earliest <= 0) return 0
  const gap = text.slice(earliest - 1, at).search(/\s/)
  return gap === -1 ? at : earliest + gap
}

/** What a search looks in besides the title. */
function textsOf(entry: Entry): (string | null | undefined)[] {
  switch (entry.__typename) {
    case 'Communication':
      return [entry.subject, entry.body, entry.nextStep?.title, entry.participants.join(', ')]
    case 'OrderEvent':
      return [entry.brokerNote, entry.account, entry.orderId, entry.executionId]
    case 'ClientEvent':
      return [entry.description]
    case 'Feedback':
      return [entry.body, entry.handlingNote]
    case 'Note':
    case 'Recommendation':
      return [entry.body]
    case 'DocumentActivity':
    case 'FollowUpActivity':
      return []
  }
}
