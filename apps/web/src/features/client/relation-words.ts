import type { ClientKind, RelationKind } from '../../generated/graphql'

/** A relation as it is said of one of its two clients. */
export interface Way {
  /** Its name in forms. */
  value: string
  kind: RelationKind
  /** Whether the client of whom it is said stands first. */
  forward: boolean
  words: string
  /** Of whom it can be said. */
  of: readonly ClientKind[]
}

const anyone: readonly ClientKind[] = ['INDIVIDUAL', 'ORGANISATION']

const said: readonly Omit<Way, 'value'>[] = [
  { kind: 'HOUSEHOLD', forward: true, words: 'Lives with', of: ['INDIVIDUAL'] },
  { kind: 'ACTS_FOR', forward: true, words: 'Acts for', of: ['INDIVIDUAL'] },
  { kind: 'OWNS', forward: true, words: 'Owns', of: ['INDIVIDUAL'] },
  { kind: 'ACTS_FOR', forward: false, words: 'Is represented by', of: ['ORGANISATION'] },
  { kind: 'OWNS', forward: false, words: 'Is owned by', of: ['ORGANISATION'] },
  { kind: 'SUBSIDIARY_OF', forward: true, words: 'Is a subsidiary of', of: ['ORGANISATION'] },
  { kind: 'SUBSIDIARY_OF', forward: false, words: 'Has as its subsidiary', of: ['ORGANISATION'] },
  { kind: 'INTRODUCED_BY', forward: true, words: 'Was introduced by', of: anyone },
  { kind: 'INTRODUCED_BY', forward: false, words: 'Introduced', of: anyone },
]

export const ways: readonly Way[] = said.map((way) => ({ ...way, value: `${way.kind} ${way.forward ? 'to' : 'from'}` }))

/** A relation as it is said of one of its clients: of a household either may stand first. */
export function wordsFor({ kind, from }: { kind: RelationKind; from: { id: string } }, clientId: string): string {
  const forward = kind === 'HOUSEHOLD' || from.id === clientId
  return ways.find((way) => way.kind === kind && way.forward === forward)?.words ?? kind
}
