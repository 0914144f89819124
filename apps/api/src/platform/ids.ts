import { v7 } from 'uuid'

/** A new UUIDv7 (RFC 9562): ids sort by the time they were made, so that indexes grow at one end. */
export const uuidv7 = <Id extends string>(): Id => v7() as Id
