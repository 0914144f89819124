import { badInput, conflict, isDomainError, type Fault } from '../errors/domain-error'
import type { Keys } from '../keys/keys'
import { AlreadyClaimed, type Claim } from './commit'
import type { Database } from './database'
import { keptMark } from './kept-keys'

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

const mostOfKey = 200

/** What is wrong with an idempotency key. */
export const keyFaults = (key: string | null | undefined): Fault[] =>
  typeof key === 'string' && (key === '' || key.length > mostOfKey || key.includes('\0')) ? [{ path: 'idempotencyKey', message: `must have 1 to ${mostOfKey} characters` }] : []

function requireKey(key: string): void {
  const faults = keyFaults(key)
  if (faults.length > 0) throw badInput(faults)
}

/** The form in which a key is kept: what a caller made it of, a person's address perhaps, stands nowhere in clear and stays when the person is erased. */
export const keptKey = (keys: Keys, { caller, operation, key }: { caller: string; operation: string; key: string }): string =>
  `${keptMark}${keys.fingerprint('idempotency key', JSON.stringify([caller, operation, key])).toString('base64url')}`

/** The claim of an operation on its key, to be committed with its change. */
export const claimOf = (keys: Keys, { caller, operation, input }: Repeatable, key: string, resultId: string): Claim => ({
  caller, operation, key: keptKey(keys, { caller, operation, key }), resultId, inputHash: keys.fingerprint(`input of ${operation}`, JSON.stringify(input)),
})

async function findClaim({ database, schema, keys }: Stores, { caller, operation, input }: Repeatable, key: string): Promise<string | null> {
  const [row] = await database.query<{ input_hash: Buffer; result_id: string }>(
    `SELECT input_hash, result_id FROM ${schema}.claim WHERE caller = $1 AND operation = $2 AND key = $3`,
    [caller, operation, keptKey(keys, { caller, operation, key })],
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
 * @throws {DomainError} CONFLICT for the same key with another input; BAD_USER_INPUT for an empty or an endless key.
 */
export async function idempotently<Result>(
  stores: Stores,
  repeatable: Repeatable,
  run: (claims: (resultId: string) => Claim[]) => Promise<Result>,
  replay: (resultId: string) => Promise<Result>,
): Promise<Result> {
  const { key } = repeatable
  if (key === null) return run(() => [])
  requireKey(key)
  const before = await findClaim(stores, repeatable, key)
  if (before !== null) return replay(before)
  try {
    return await run((resultId) => [claimOf(stores.keys, repeatable, key, resultId)])
  } catch (error) {
    // The same request may have been done while this one ran: then its result is this one's, whatever stopped this one.
    if (!(error instanceof AlreadyClaimed) && !(isDomainError(error) && error.code === 'CONFLICT')) throw error
    const meanwhile = await findClaim(stores, repeatable, key)
    if (meanwhile === null) throw error
    return replay(meanwhile)
  }
}
