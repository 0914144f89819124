import { z } from 'zod'

/** The parts that the inputs of this module are made of; each says in one phrase what is wrong. */

export const reason = z.string('must say why').trim().min(1, 'must say why').max(2_000, 'must have at most 2,000 characters')

export const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value): z.output<Schema> | null => value ?? null)

/** What somebody adds to a deed; null for nothing but space. */
export const note = z.string().trim().max(2_000, 'must have at most 2,000 characters').nullish().transform((text) => text || null)
