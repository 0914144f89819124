const two = (value: number) => String(value).padStart(2, '0')

/** An instant as a `datetime-local` field writes it, in the broker's zone. */
export const toField = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`

/** What such a field says as an instant of the API; null where it says nothing. */
export function fromField(text: string): string | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/**
 * The instant of a field that stood at `begun` at first (ISO 8601): that very instant where it still does, so that of two things of one
 * minute the later stands later; null where the field says nothing, as half a date does.
 */
export const instantFrom = (text: string, begun: string): string | null => (text === toField(new Date(begun)) ? begun : fromField(text))

/** Working mornings that a next step is often due on, at nine in the broker's zone. */
export function dueChoices(now: Date): { label: string; at: Date }[] {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9)
  const untilMonday = (8 - now.getDay()) % 7 || 7
  return [
    { label: 'Tomorrow', at: morning(1) },
    { label: 'Monday', at: morning(untilMonday) },
    { label: 'In a week', at: morning(7) },
  ]
}
