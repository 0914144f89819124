import { z } from 'zod'
import { badInput } from '../../platform/errors/domain-error'

/** What an input says once it is read by a schema. @throws {DomainError} BAD_USER_INPUT with all its faults. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw badInput(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
}

const printable = /^\P{Cc}*$/u

/** A line of text that a person wrote. @param most its characters. */
export const line = (most: number) =>
  z.string('must be a text').trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`).regex(printable, 'must be one line')
