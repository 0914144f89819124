interface Asked {
  says: readonly string[]
  input?: unknown
}

const reasonIn = (input: unknown): string | null =>
  typeof input === 'object' && input !== null && 'reason' in input && typeof input.reason === 'string' ? input.reason : null

/** What an act would do, and why it is asked for: the sentences end with the reason that stands in its input. */
export function askedWords({ says, input }: Asked): { deeds: readonly string[]; reason: string | null } {
  const reason = reasonIn(input)
  return reason !== null && says.at(-1) === reason ? { deeds: says.slice(0, -1), reason } : { deeds: says, reason: null }
}
