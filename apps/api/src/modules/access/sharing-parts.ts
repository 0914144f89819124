import type { UserId } from '@brokersync/schema/ids'
import type { Approvals } from '../../platform/approvals/approvals'
import type { Directory } from '../../platform/directory/directory'
import type { Cursors } from '../../platform/graph/cursor'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { SharingStore } from './store/sharing.store'
import type { UserStore } from './store/user.store'

/** Whether walls stand between two users. */
export interface Walls {
  between(one: UserId | null, other: UserId): Promise<boolean>
}

/** What the services of grants, loans and walls stand on. */
export interface SharingParts {
  store: SharingStore
  users: UserStore
  directory: Directory
  database: Database
  keys: Keys
  cursors: Cursors
  walls: Walls
  approvals: Approvals
}

/** By the teams as they are, and the walls as they stand. */
export const wallsOf = (store: SharingStore, users: UserStore): Walls => ({
  async between(one, other) {
    if (one === null) return false
    const teams = new Map((await users.byIds([one, other])).map((user) => [user.id, user.team]))
    const [first, second] = [teams.get(one), teams.get(other)]
    return (await store.walls()).some((wall) => first !== second && wall.teams.some((team) => team === first) && wall.teams.some((team) => team === second))
  },
})
