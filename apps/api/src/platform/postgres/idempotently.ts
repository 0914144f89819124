import { conflict, isDomainError } from '../errors/domain-error'
import type { Keys } from '../keys/keys'
import { AlreadyClaimed, type Claim } from './commit'
import type { Database } from './database'

/** An operation that one caller may send again with the same key. */
export interface Repeatable {
  /** The user and its operation: keys of others and of other operations are others. */
  caller: string
  operation: string
  /** Null: the caller asks for no idempotency. */
  key: string | null
  /** Compared with that of the first time by a keyed hash: the input itself is not kept. */
  input: unknown
}

interface Stores {
  database: Database
  schema: string
  keys: Keys
}

/** The claim of an operation on its key, to be committed with its change. */
export const claimOf = (keys: Keys, { caller, operation, input }: Repeatable, key: string, resultId: string): Claim => ({
  caller, operation, key, resultId, inputHash: keys.fingerprint(`input of ${operation}`, JSON.stringify(input)),
})

async function findClaim({ database, schema, keys }: Stores, repeatable: Repeatable): Promise<string | null> {
  const { caller, operation, key, input } = repeatable
  const [row] = await database.query<{ input_hash: Buffer; result_id: string }>(
    `SELECT input_hash, result_id FROM ${schema}.claim WHERE caller = $1 AND operation = $2 AND key = $3`,
    [caller, operation, key],
  )
  if (row === undefined) return null
  if (!row.input_hash.equals(keys.fingerprint(`input of ${operation}`, JSON.stringify(input)))) {
    throw conflict('This idempotency key was used with another input')
  }
  return row.result_id
}

/**
 * Runs an operation once for its key, and answers a repetition with the first result.
 * @param run commits its change with the claims that `claims(resultId)` gives.
 * @param replay gives the result again by its id.
 * @throws {DomainError} CONFLICT for the same key with another input.
 */
export async function idempotently<Result>(
  stores: Stores,
  repeatable: Repeatable,
  run: (claims: (resultId: string) => Claim[]) => Promise<Result>,
  replay: (resultId: string) => Promise<Result>,
): Promise<Result> {
  const { key } = repeatable
  if (key === null) return run(() => [])
  const before = await findClaim(stores, repeatable)
  if (before !== null) return replay(before)
  try {
    return await run((resultId) => [claimOf(stores.keys, repeatable, key, resultId)])
  } catch (error) {
    // The same request may have been done while this one ran: then its result is this one's, whatever stopped this one.
    if (!(error instanceof AlreadyClaimed) && !(isDomainError(error) && error.code === 'CONFLICT')) throw error
    const meanwhile = await findClaim(stores, repeatable)
    if (meanwhile === null) throw error
    return replay(meanwhile)
  }
}
