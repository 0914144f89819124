import { z } from 'zod'

// What begins a new line, or turns the direction of what is beside it: a text with such in it can look like another one.
const lines = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u
const oneDirection = /^\P{Bidi_Control}*$/u
// Two names that differ in others of these alone look the same.
const visible = /^(?:\P{Default_Ignorable_Code_Point}|\p{Bidi_Control})*$/u

/** A line of text that a person wrote. @param most its characters. */
export const line = (most: number) =>
  z
    .string('must be a text').trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`)
    .regex(lines, 'must be one line')
    .regex(oneDirection, 'must have no marks of direction')

/** What a person, or a thing that people tell apart by it, is called: a line in which everything is seen. @param most its characters. */
export const nameLine = (most: number) => line(most).regex(visible, 'must have no invisible characters')
