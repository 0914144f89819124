import { z } from 'zod'

/** An instant of an input (RFC 3339, with its zone), as a Date. */
export const instant = z.iso.datetime({ offset: true, error: 'must be an instant like 2026-11-01T09:00:00Z (RFC 3339)' }).transform((text) => new Date(text))

/** Before it nothing happened that is put on record; milliseconds. */
export const earliest = Date.UTC(1900, 0, 1)

/** Milliseconds after which what is put on record comes late. */
export const recordedLateAfter = 24 * 3_600_000

const clockSkew = 60_000

/** Whether an instant has come; a caller's clock may go a minute ahead of ours. */
export const hasCome = (at: Date): boolean => at.getTime() <= Date.now() + clockSkew
