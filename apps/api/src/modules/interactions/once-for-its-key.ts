import { badInput } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import type { Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import type { Parsed } from './input-fields'

/** An input of the API: what is to be recorded, and perhaps a key for sending it again. */
export type Input = object & { idempotencyKey?: string | null }

interface Asked<Value> {
  operation: string
  given: Input
  parse: (input: object) => Parsed<Value>
}

/**
 * Reads an input and carries it out, once for its key: sent again, it answers with the first result.
 * @param run commits its change with the claims that `claims(resultId)` gives.
 * @param replay gives the result again by its id.
 * @throws {DomainError} BAD_USER_INPUT with all faults; CONFLICT for the same key with another input.
 */
export async function onceForItsKey<Value, Result>(
  { database, keys }: { database: Database; keys: Keys },
  { actor }: RequestContext,
  { operation, given, parse }: Asked<Value>,
  run: (value: Value, claims: (resultId: string) => Claim[]) => Promise<Result>,
  replay: (resultId: string, value: Value) => Promise<Result>,
): Promise<Result> {
  const { idempotencyKey: key = null, ...input } = given
  const { value, faults } = parse(input)
  if (faults !== undefined) throw badInput(faults)
  const repeatable = { caller: actor.userId, operation, key, input }
  return idempotently({ database, schema: 'interactions', keys }, repeatable, (claims) => run(value, claims), (id) => replay(id, value))
}
