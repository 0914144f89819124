import { z } from 'zod'

/** An instant of an input (RFC 3339, with its zone), as a Date. */
export const instant = z.iso.datetime({ offset: true, error: 'must be an instant like 2026-11-01T09:00:00Z (RFC 3339)' }).transform((text) => new Date(text))
