const key = 'brokersync.view-as'

/** With whose eyes the page is seen in this tab. */
export interface ViewAs {
  /** As the server takes it: `role:BROKER` or `user:<id>`. */
  as: string
  /** In words: "a broker", or a user's name. */
  label: string
}

const isViewAs = (value: unknown): value is ViewAs =>
  typeof value === 'object' && value !== null && 'as' in value && typeof value.as === 'string' && 'label' in value && typeof value.label === 'string'

/** Null: with one's own. */
export function viewedAs(): ViewAs | null {
  const kept = sessionStorage.getItem(key)
  if (kept === null) return null
  try {
    const value: unknown = JSON.parse(kept)
    return isViewAs(value) ? value : null
  } catch {
    return null
  }
}

/** Forgets it, as when the session is over. */
export const forgetViewAs = (): void => sessionStorage.removeItem(key)

/** Sees the page with other eyes from now on; null: with one's own. Loaded anew, so that nothing stays of what was read before. */
export function viewAs(next: ViewAs | null, address = '/'): void {
  if (next === null) forgetViewAs()
  else sessionStorage.setItem(key, JSON.stringify(next))
  window.location.assign(address)
}
