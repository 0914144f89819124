import type { z } from 'zod'
import { badInput } from './domain-error'

/** What an input says once it is read by a schema. @throws {DomainError} BAD_USER_INPUT with all its faults. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw badInput(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
}
