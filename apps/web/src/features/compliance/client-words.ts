/** A client by its name and the short name that outlives it: of several that were erased nothing else tells which is which. */
export const clientWords = ({ displayName, reference }: { displayName: string; reference: string }): string => `${displayName} (${reference})`
