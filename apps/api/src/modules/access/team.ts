import type { UserId } from '@brokersync/schema/ids'
import type { SharingStore } from './store/sharing.store'
import type { Wall } from './wall'

/** The firm's teams, which are there as long as somebody is in them or they stand behind a wall. */
export interface Teams {
  /** A team as it is spelled already; as it is given where nobody else has it yet. @param userId who comes into it; null: a new user. */
  spelled(given: string | null, userId: UserId | null): Promise<string | null>
  /** Whether a user who changes from one team to another gets out from behind a wall, or behind one; null: no team. */
  crosses(from: string | null, to: string | null): Promise<boolean>
  /** Those that stand. */
  walls(): Promise<Wall[]>
}

// Team names are one whatever their case and blanks: by them walls are kept, which a slip of the finger must not open.
const folded = (name: string) => name.normalize('NFKC').replace(/\s+/gu, ' ').toLowerCase()

/** @param known names, of which the given one itself goes before its other spellings, and an earlier one before a later. */
export const spelledAs = (given: string, known: readonly string[]): string => (known.includes(given) ? given : (known.find((name) => folded(name) === folded(given)) ?? given))

/** By who is in which team now, and the walls as they stand. */
export const teamsOf = (store: Pick<SharingStore, 'teams' | 'walls'>): Teams => ({
  async spelled(given, userId) {
    if (given === null) return null
    const [teams, walls] = await Promise.all([store.teams(), store.walls()])
    // Who is alone in a team may mend its spelling, unless a wall stands under it.
    const ofOthers = teams.filter(({ memberIds }) => memberIds.some((id) => id !== userId))
    return spelledAs(given, [...walls.flatMap((wall) => wall.teams), ...ofOthers.map(({ name }) => name)])
  },
  async crosses(from, to) {
    if (from === to) return false
    return (await store.walls()).some(({ teams }) => teams.some((team) => team === from || team === to))
  },
  walls: () => store.walls(),
})
