/** One of the firm's people, by a name that no other has: the email stands behind it where the name alone is another's too. */
export interface Person {
  id: string
  name: string
}

/** A person as a list of choices says it. */
export const personLabel = ({ id, name }: Person, meId: string): string => (id === meId ? `${name} (you)` : name)
