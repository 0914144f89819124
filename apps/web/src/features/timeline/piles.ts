/** The marks that stand where a mark is drawn: itself, and those on its pile. */
export const pileOf = (piles: ReadonlyMap<string, string>, leader: string): string[] => [
  leader,
  ...[...piles].flatMap(([id, other]) => (other === leader ? [id] : [])),
]
