import type { z } from 'zod'
import { badInput } from '../../platform/errors/domain-error'

/** What was given, as the shape has it. @throws {DomainError} BAD_USER_INPUT with all faults. */
export function readInput<Shape extends z.ZodType>(shape: Shape, given: unknown): z.infer<Shape> {
  const parsed = shape.safeParse(given)
  if (!parsed.success) throw badInput(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
  return parsed.data
}
