import { instantOf, type Entry } from './entry'

const prefix = 'pending:'

/** The id of an entry that was written here and that the server has not confirmed yet. */
export const pendingId = (key: string): string => prefix + key

export const isPending = ({ id }: Pick<Entry, 'id'>): boolean => id.startsWith(prefix)

/** Whether a held, unconfirmed entry is the one that now came back from the server. */
export const isTwin = (held: Entry, arrived: Entry): boolean =>
  isPending(held) && !isPending(arrived) && held.category === arrived.category && instantOf(held) === instantOf(arrived)
