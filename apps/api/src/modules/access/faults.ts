import { z } from 'zod'

const printable = /^\P{Cc}*$/u

/** A line of text that a person wrote. @param most its characters. */
export const line = (most: number) =>
  z.string('must be a text').trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`).regex(printable, 'must be one line')
